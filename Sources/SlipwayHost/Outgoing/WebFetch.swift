import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import SlipwayCore

/// Reads a document from the web: bounded in size and time, and never from an address that only this machine can reach
/// unless who runs the installation named it.
package struct WebFetch: Sendable {
  /// What came back.
  package struct Document: Sendable {
    package var bytes: [UInt8]
    package var contentType: String

    package init(bytes: [UInt8], contentType: String = "") {
      self.bytes = bytes
      self.contentType = contentType
    }
  }

  private static let maximumRedirects = 3
  private let deadline: Duration
  private let maximumBytes: Int
  /// Whether the host that is asked first may lie within this machine's networks; one that it leads to never may.
  private let reachesPrivate: Bool

  package init(deadline: Duration = .seconds(10), maximumBytes: Int = 4 << 20, reachesPrivate: Bool = false) {
    self.deadline = deadline
    self.maximumBytes = maximumBytes
    self.reachesPrivate = reachesPrivate
  }

  /// One GET request; redirects are followed, and each is checked like the first.
  /// - Throws: ``SlipwayError`` `badRequest` for an address that must not be asked, `notFound` for an answer 404,
  ///   `unreachable`, `timeout`, `payloadTooLarge`.
  package func document(at address: String) async throws -> Document {
    try await Deadline.run(within: deadline, what: "Reading \(address.prefix(200))") {
      try await follow(address)
    }
  }

  private func follow(_ first: String) async throws -> Document {
    let ownHost = reachesPrivate ? URLComponents(string: first)?.host : nil
    var address = first
    for _ in 0...Self.maximumRedirects {
      let (response, document) = try await ask(address, privateHost: ownHost)
      guard (300..<400).contains(response.status.code), let location = response.headers.first(name: "Location") else {
        guard response.status != .notFound else { throw SlipwayError.notFound(address) }
        guard response.status == .ok else {
          throw SlipwayError(.unreachable, "\(address) answered \(response.status.code).")
        }
        return document
      }
      guard let next = URL(string: location, relativeTo: URL(string: address))?.absoluteString else {
        throw SlipwayError(.unreachable, "\(address) leads to an address that is none.")
      }
      address = next
    }
    throw SlipwayError(.unreachable, "\(first) leads from address to address without an end.")
  }

  private func ask(_ address: String, privateHost: String?) async throws -> (HTTPClientResponse, Document) {
    guard let parts = URLComponents(string: address), ["http", "https"].contains(parts.scheme), let host = parts.host,
      !host.isEmpty, parts.user == nil, parts.password == nil
    else { throw SlipwayError(.badRequest, "\(address.prefix(200)) is no web address; write https://…") }
    let client = HTTPClient(
      eventLoopGroupProvider: .singleton, configuration: try await configuration(host, isOwn: host == privateHost))
    do {
      var request = HTTPClientRequest(url: address)
      request.headers.add(name: "User-Agent", value: "Slipway")
      let response = try await client.execute(request, timeout: .hours(1))
      let body = try await response.body.collect(upTo: maximumBytes)
      try? await client.shutdown()
      let type = response.headers.first(name: "Content-Type") ?? ""
      return (response, Document(bytes: Array(body.readableBytesView), contentType: type))
    } catch {
      try? await client.shutdown()
      throw described(error, address)
    }
  }

  /// The address that was checked is the one that is asked, whatever the name says a moment later.
  private func configuration(_ host: String, isOwn: Bool) async throws -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.httpVersion = .http1Only
    let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    guard let found = try await NameLookup.addresses(of: bare).first else {
      throw SlipwayError(.unreachable, "The name \(bare) cannot be found.")
    }
    guard isOwn || IPAddress(found)?.reach == .world else {
      throw SlipwayError(
        .badRequest,
        "\(bare) leads to \(found), an address within this network. Only who runs this installation can "
          + "allow that, by --templates.")
    }
    configuration.dnsOverride = [bare: found]
    return configuration
  }

  private func described(_ error: any Error, _ address: String) -> any Error {
    if error is SlipwayError || error is CancellationError || Task.isCancelled { return error }
    if error is NIOTooManyBytesError {
      return SlipwayError(.payloadTooLarge, "\(address) has more than \(maximumBytes >> 20) MiB.")
    }
    return SlipwayError(.unreachable, "\(address) cannot be read: \(error)", cause: error)
  }
}
