import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// One request whose host is not looked up again: it goes to the address that was judged, whatever the name says a
/// moment later. Redirects are answers.
package struct PinnedRequest: Sendable {
  /// What came back.
  package struct Answer: Sendable {
    package var status: Int
    package var location: String?
    package var contentType: String?
    /// By lowercase name.
    package var headers: [String: String] = [:]
    /// Empty unless it was collected.
    package var body: [UInt8]
  }

  private let url: String
  private let host: String
  private let address: String?
  private let headers: [String: String]
  private let method: HTTPMethod
  private let content: [UInt8]?

  /// - Parameters:
  ///   - host: of the URL, without brackets.
  ///   - address: where that host was found; `nil` lets the system look.
  ///   - content: what is sent.
  package init(
    _ url: String, host: String, at address: String?, headers: [String: String] = [:], method: String = "GET",
    content: [UInt8]? = nil
  ) {
    self.url = url
    self.host = host
    self.address = address
    self.headers = headers
    self.method = HTTPMethod(rawValue: method)
    self.content = content
  }

  /// - Parameter limit: the most bytes that the body may have; `nil` leaves the body where it is.
  /// - Throws: whatever the client throws; `NIOTooManyBytesError` for a longer body.
  package func answer(collecting limit: Int?) async throws -> Answer {
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    do {
      let answer = try await ask(client, limit)
      try? await client.shutdown()
      return answer
    } catch {
      try? await client.shutdown()
      throw error
    }
  }

  private func ask(_ client: HTTPClient, _ limit: Int?) async throws -> Answer {
    var request = HTTPClientRequest(url: url)
    request.method = method
    request.headers = HTTPHeaders(headers.map { ($0, $1) })
    if let content { request.body = .bytes(content) }
    // Longer than any deadline: that one ends it.
    let response = try await client.execute(request, timeout: .hours(1))
    let body = if let limit { try await response.body.collect(upTo: limit) } else { ByteBuffer() }
    return Answer(
      status: Int(response.status.code), location: response.headers.first(name: "Location"),
      contentType: response.headers.first(name: "Content-Type"),
      headers: Dictionary(
        response.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { "\($0), \($1)" }),
      body: Array(body.readableBytesView))
  }

  private var configuration: HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.httpVersion = .http1Only
    if let address { configuration.dnsOverride = [host: address] }
    return configuration
  }
}
