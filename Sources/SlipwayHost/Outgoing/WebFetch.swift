import Foundation
import NIOCore
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
      let answer = try await ask(address, privateHost: ownHost)
      guard (300..<400).contains(answer.status), let location = answer.location else {
        guard answer.status != 404 else { throw SlipwayError.notFound(address) }
        guard answer.status == 200 else {
          throw SlipwayError(.unreachable, "\(address) answered \(answer.status).")
        }
        return Document(bytes: answer.body, contentType: answer.contentType ?? "")
      }
      guard let next = URL(string: location, relativeTo: URL(string: address))?.absoluteString else {
        throw SlipwayError(.unreachable, "\(address) leads to an address that is none.")
      }
      address = next
    }
    throw SlipwayError(.unreachable, "\(first) leads from address to address without an end.")
  }

  private func ask(_ address: String, privateHost: String?) async throws -> PinnedRequest.Answer {
    guard let parts = URLComponents(string: address), ["http", "https"].contains(parts.scheme), let host = parts.host,
      !host.isEmpty, parts.user == nil, parts.password == nil
    else { throw SlipwayError(.badRequest, "\(address.prefix(200)) is no web address; write https://…") }
    let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    let found = try await judged(bare, isOwn: host == privateHost)
    do {
      return try await PinnedRequest(address, host: bare, at: found, headers: ["User-Agent": "Slipway"])
        .answer(collecting: maximumBytes)
    } catch {
      throw described(error, address)
    }
  }

  /// - Returns: where the host is.
  private func judged(_ host: String, isOwn: Bool) async throws -> String {
    guard let found = try await NameLookup.addresses(of: host).first else {
      throw SlipwayError(.unreachable, "The name \(host) cannot be found.")
    }
    guard isOwn || IPAddress(found)?.reach == .world else {
      throw SlipwayError(
        .badRequest,
        "\(host) leads to \(found), an address within this network. Only who runs this installation can "
          + "allow that, by --templates.")
    }
    return found
  }

  private func described(_ error: any Error, _ address: String) -> any Error {
    if error is SlipwayError || error is CancellationError || Task.isCancelled { return error }
    if error is NIOTooManyBytesError {
      return SlipwayError(.payloadTooLarge, "\(address) has more than \(maximumBytes >> 20) MiB.")
    }
    return SlipwayError(.unreachable, "\(address) cannot be read: \(error)", cause: error)
  }
}
