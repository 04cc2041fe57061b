import AsyncHTTPClient
import Foundation
import NIOCore
import SlipwayCore
import Synchronization

/// Speaks to one Docker Engine by its API. Every call throws ``SlipwayError``: `unreachable` when no engine answers,
/// else the kind of the refusal with Docker's own words in `details["docker"]`.
package final class DockerClient: Sendable {
  /// What this client was written for: the engine of 20.10. Newer engines are asked for this version too, or for the
  /// oldest that they still speak.
  static let preferredVersion = APIVersion(major: 1, minor: 41)

  private let transport: DockerTransport
  private let negotiated = Mutex<String?>(nil)

  /// Makes the socket reachable where that takes more than opening it.
  private let prepare: (@Sendable () async throws -> Void)?

  /// - Parameter host: `unix:///var/run/docker.sock`; nothing is connected before the first call.
  package init(host: String) {
    transport = DockerTransport(address: host)
    prepare = nil
  }

  /// Of an engine on another machine.
  /// - Parameters:
  ///   - host: the socket that leads there.
  ///   - place: for people: `on web-1`.
  ///   - prepare: makes the connection that the socket needs, unless it stands.
  init(host: String, place: String, prepare: @escaping @Sendable () async throws -> Void) {
    transport = DockerTransport(address: host, place: place)
    self.prepare = prepare
  }

  /// `unix://` and the path of the socket.
  package var address: String { transport.address }

  /// Where a program on this machine finds the engine. Of an engine on another machine it leads there for as long as the
  /// connection stands.
  /// - Throws: ``SlipwayError`` `unreachable` when that machine does not answer.
  package func socket() async throws -> String {
    try await prepare?()
    return address
  }

  package func shutdown() async throws { try await transport.shutdown() }

  func send(_ request: DockerRequest) async throws -> Data {
    try await prepare?()
    return try await negotiating { try await self.transport.send(request, version: $0) }
  }

  func decode<Value: Decodable>(_ request: DockerRequest, as type: Value.Type = Value.self) async throws -> Value {
    try Self.decode(try await send(request), what: request.what)
  }

  /// - Returns: `nil` when the engine knows no such thing.
  func find<Value: Decodable>(_ request: DockerRequest, as type: Value.Type = Value.self) async throws -> Value? {
    do {
      return try await decode(request, as: type)
    } catch let error as SlipwayError where error.code == .notFound {
      return nil
    }
  }

  /// Removes something; that it is not there is fine.
  func remove(_ request: DockerRequest) async throws {
    do {
      _ = try await send(request)
    } catch let error as SlipwayError where error.code == .notFound {}
  }

  func open(_ request: DockerRequest) async throws -> HTTPClientResponse.Body {
    try await prepare?()
    return try await negotiating { try await self.transport.open(request, version: $0) }
  }

  /// A request whose connection is handed over to a command that reads `input`.
  /// - Returns: what the command wrote, at most `limit` bytes of it.
  func hijack(_ request: DockerRequest, input: Secret, limit: Int) async throws -> [UInt8] {
    do {
      return try await negotiating { version in
        try await self.prepare?()
        return try await DockerHijack(address: self.address).run(
          request, version: version, input: input, limit: limit)
      }
    } catch {
      throw failure(error, request)
    }
  }

  /// A connection that is handed over to a program on a terminal; `body` uses it, and its errors pass as they are.
  func hijack(
    _ request: DockerRequest, _ body: (DockerHijack, String) async throws -> Void
  ) async throws {
    do {
      try await negotiating { try await body(DockerHijack(address: self.address), $0) }
    } catch let error where error is IOError || error is ChannelError {
      throw failure(error, request)
    }
  }

  /// Without a version, as the two calls are made that come before one is agreed on.
  func sendPlain(_ request: DockerRequest) async throws -> Data {
    try await prepare?()
    return try await transport.send(request, version: nil)
  }

  func failure(_ error: any Error, _ request: DockerRequest) -> any Error {
    error is SlipwayError ? error : transport.failure(error, request)
  }

  static func decode<Value: Decodable>(_ data: Data, what: String) throws -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: data)
    } catch {
      throw SlipwayError(
        .internal, "Docker's answer was not understood when asked to \(what): \(error)", cause: error)
    }
  }

  private func negotiating<Answer>(_ body: (String) async throws -> Answer) async throws -> Answer {
    if let version = negotiated.withLock({ $0 }) {
      do {
        return try await body(version)
      } catch let error as SlipwayError where error.details["docker"]?.contains("client version") == true {
        // The engine was replaced by one that no longer speaks what was agreed on.
        negotiated.withLock { $0 = nil }
      }
    }
    let version = try APIVersion.agree(with: try await self.version()).description
    negotiated.withLock { $0 = version }
    return try await body(version)
  }
}
