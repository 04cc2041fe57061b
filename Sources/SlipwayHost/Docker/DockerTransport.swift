import AsyncHTTPClient
import Dispatch
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import SlipwayCore

/// Carries calls to a Docker Engine over its socket, and its failures into the product's words.
final class DockerTransport: Sendable {
  private static let largestAnswer = 64 << 20

  let address: String
  /// Where the engine is, when that is another machine: `on web-1`.
  private let place: String?
  private let base: String?
  private let client: HTTPClient

  /// - Parameter address: `unix:///path`, or `tcp://host:port` without encryption.
  init(address: String, place: String? = nil) {
    self.address = address
    self.place = place
    base = Self.base(of: address)
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    // The default of 8 would let a few followed logs starve every other call.
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1024
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.timeout.connect = .seconds(5)
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  deinit {
    // Only tests forget to shut it down; for them the client must not end the process.
    client.shutdown(queue: .global()) { _ in }
  }

  func shutdown() async throws { try await client.shutdown() }

  /// - Returns: the whole answer.
  func send(_ request: DockerRequest, version: String?) async throws -> Data {
    let body = try await open(request, version: version)
    do {
      return Data(try await body.collect(upTo: Self.largestAnswer).readableBytesView)
    } catch {
      throw failure(error, request)
    }
  }

  /// - Returns: the answer's body once the engine has begun to answer well.
  func open(_ request: DockerRequest, version: String?) async throws -> HTTPClientResponse.Body {
    let response = try await execute(request, version: version)
    guard (200..<300).contains(response.status.code) else {
      throw try await refusal(response, request)
    }
    return response.body
  }

  func failure(_ error: any Error, _ request: DockerRequest) -> any Error {
    if error is CancellationError || Task.isCancelled { return CancellationError() }
    if let error = error as? HTTPClientError, error == .deadlineExceeded || error == .readTimeout {
      return SlipwayError(
        .timeout,
        "Docker \(place.map { $0 + " " } ?? "")did not answer in time when asked to \(request.what). See its log: journalctl -u docker.",
        cause: error)
    }
    if error is NIOTooManyBytesError {
      return SlipwayError(.internal, "Docker's answer is too large when asked to \(request.what).", cause: error)
    }
    if let place {
      return SlipwayError(
        .unreachable,
        "Docker does not answer \(place). Set the server up, or start it there: systemctl start docker. The user that Slipway "
          + "connects as must be root or a member of the group docker.", cause: error)
    }
    let reason = Self.reason(error)
    return SlipwayError(
      .unreachable,
      "The Docker Engine at \(address) cannot be reached: \(reason). \(Self.advice(error))",
      details: ["docker": reason], cause: error)
  }

  private func execute(_ request: DockerRequest, version: String?) async throws -> HTTPClientResponse {
    guard let base else {
      throw SlipwayError(
        .unreachable, "\(address) is no address of a Docker Engine. It must look like unix:///var/run/docker.sock.")
    }
    var sent = HTTPClientRequest(url: base + request.target(version: version))
    sent.method = HTTPMethod(rawValue: request.method)
    // The client adds none for sockets, and the engine refuses a request without it.
    sent.headers.add(name: "Host", value: "docker")
    for header in request.headers { sent.headers.add(name: header.name, value: header.value) }
    if let body = request.body {
      sent.headers.add(name: "Content-Type", value: "application/json")
      sent.body = .bytes(ByteBuffer(bytes: body))
    }
    do {
      return try await attempt(sent, request)
    } catch {
      throw failure(error, request)
    }
  }

  /// A kept connection may have been closed by an engine that restarted: a question is then asked once more.
  private func attempt(_ sent: HTTPClientRequest, _ request: DockerRequest) async throws -> HTTPClientResponse {
    let timeout = TimeAmount.nanoseconds(request.timeout.components.seconds * 1_000_000_000)
    do {
      return try await client.execute(sent, timeout: timeout)
    } catch let error as HTTPClientError where error == .remoteConnectionClosed && request.method == "GET" {
      return try await client.execute(sent, timeout: timeout)
    }
  }

  private func refusal(_ response: HTTPClientResponse, _ request: DockerRequest) async throws -> SlipwayError {
    let bytes = Data(((try? await response.body.collect(upTo: 1 << 20)) ?? ByteBuffer()).readableBytesView)
    let message = (try? JSONDecoder().decode(DockerMessage.self, from: bytes))?.message
    let text = message ?? String(decoding: bytes.prefix(500), as: UTF8.self).trimmingSpaces()
    return SlipwayError(
      Self.code(response.status.code), "Docker refused to \(request.what): \(text)",
      details: ["docker": text, "docker.status": String(response.status.code)])
  }

  private static func code(_ status: UInt) -> SlipwayError.Code {
    switch status {
    case 400: .badRequest
    case 401, 403: .forbidden
    case 404: .notFound
    case 409: .conflict
    // Not a member of a Swarm, or not one of its managers.
    case 406, 503: .preconditionFailed
    default: .commandFailed
    }
  }

  private static func base(of address: String) -> String? {
    if address.hasPrefix("unix://"), address.count > "unix://".count {
      return "http+unix://" + address.dropFirst("unix://".count).percentEncoded
    }
    guard address.hasPrefix("tcp://"), address.count > "tcp://".count else { return nil }
    return "http://" + address.dropFirst("tcp://".count)
  }

  private static func reason(_ error: any Error) -> String {
    guard let error = error as? IOError else { return "\(error)" }
    switch error.errnoCode {
    case ENOENT: return "the socket does not exist"
    case ECONNREFUSED: return "nobody listens on the socket"
    case EACCES, EPERM: return "this user may not use the socket"
    default: return "\(error)"
    }
  }

  private static func advice(_ error: any Error) -> String {
    let code = (error as? IOError)?.errnoCode
    return code == EACCES || code == EPERM
      ? "Run Slipway as root or as a member of the group docker."
      : "Start it (systemctl start docker), or name its socket with --docker-host."
  }
}

/// What the engine says when it refuses.
struct DockerMessage: Decodable {
  var message: String
}
