import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL
import SlipwayCore
import Synchronization

/// Asks the proxy of this machine for a host as a visitor would, wherever that host's name really leads.
package struct ProxyProbe: Sendable {
  /// Whether the request is encrypted; the certificate is not checked, since it may be still to come.
  package enum Scheme: String, Sendable {
    case http, https
  }
  private static let largestBody = 4 << 10
  /// How long the body of an answer that has begun is read.
  private static let moment = Duration.seconds(1)
  private let deadline: Duration
  private let address: String

  /// - Parameters:
  ///   - deadline: until an answer begins.
  ///   - address: of the proxy.
  package init(deadline: Duration = .seconds(5), address: String = "127.0.0.1") {
    self.deadline = deadline
    self.address = address
  }

  /// One GET request; redirects are answers, not followed.
  /// - Throws: ``SlipwayError`` `unreachable` when nobody listens there or the connection breaks; `timeout`.
  package func request(
    scheme: Scheme = .http, host: String, path: String, headers: [String: String] = [:], port: Int
  ) async throws -> ProbeAnswer {
    let what = "A request for \(host)\(path) to the proxy at \(address):\(port)"
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration(host))
    var request = HTTPClientRequest(
      url: "\(scheme.rawValue)://\(host):\(port)" + (path.hasPrefix("/") ? path : "/" + path))
    request.headers = HTTPHeaders(headers.map { ($0, $1) } + [("Host", host), ("Connection", "close")])
    let sent = request
    do {
      let answer = try await Deadline.run(within: deadline, what: what) { try await Self.ask(client, sent) }
      try? await client.shutdown()
      return answer
    } catch {
      try? await client.shutdown()
      if error is SlipwayError { throw error }
      if error is CancellationError || Task.isCancelled { throw CancellationError() }
      throw SlipwayError(.unreachable, "\(what) was not answered: \(error)", cause: error)
    }
  }

  private func configuration(_ host: String) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(certificateVerification: .none)
    configuration.dnsOverride = [host: address]
    configuration.redirectConfiguration = .disallow
    configuration.httpVersion = .http1Only
    configuration.connectionPool.retryConnectionEstablishment = false
    return configuration
  }

  private static func ask(_ client: HTTPClient, _ request: HTTPClientRequest) async throws -> ProbeAnswer {
    // Longer than any deadline: that one ends it.
    let response = try await client.execute(request, timeout: .hours(1))
    let body = try await start(of: response.body)
    var headers: [String: String] = [:]
    for (name, value) in response.headers {
      headers[name.lowercased()] = headers[name.lowercased()].map { "\($0), \(value)" } ?? value
    }
    let text = String(decoding: body.readableBytesView.prefix(largestBody), as: UTF8.self)
    return ProbeAnswer(status: Int(response.status.code), headers: headers, body: text)
  }

  /// As much as came in a moment: a stream of events that never ends is an answer, too.
  private static func start(of stream: HTTPClientResponse.Body) async throws -> ByteBuffer {
    let body = Mutex(ByteBuffer())
    do {
      try await Deadline.run(within: moment, what: "The answer's body") {
        for try await var piece in stream {
          let isEnough = body.withLock { body in
            body.writeBuffer(&piece)
            return body.readableBytes >= largestBody
          }
          if isEnough { break }
        }
      }
    } catch let error as SlipwayError where error.code == .timeout {}
    return body.withLock { $0 }
  }
}
