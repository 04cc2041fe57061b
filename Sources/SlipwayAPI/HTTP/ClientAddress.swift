package import HTTPTypes
import Hummingbird
package import NIOCore

/// Whose request it is when the proxy stands between: its headers count only when the peer is on this machine or in
/// Docker's networks.
package struct ClientAddress: Sendable, Hashable {
  /// Without a port.
  package var text: String
  package var isSecure: Bool

  /// - Parameter peer: of the connection.
  package init(peer: SocketAddress?, headers: HTTPFields) {
    let direct = peer?.ipAddress ?? ""
    guard Self.isTrusted(direct) else {
      self.init(text: direct, isSecure: false)
      return
    }
    // The proxy appends the peer that it saw; what stands before came from outside.
    let forwarded = headers[.forwardedFor]?.split(separator: ",").last.map { $0.filter { !$0.isWhitespace } }
    let isAddress = forwarded.map { (try? SocketAddress(ipAddress: $0, port: 0)) != nil } ?? false
    self.init(
      text: isAddress ? forwarded ?? direct : direct,
      isSecure: headers[.forwardedProto]?.lowercased() == "https")
  }

  private init(text: String, isSecure: Bool) {
    self.text = text
    self.isSecure = isSecure
  }

  /// Loopback, and the ranges that Docker takes for bridges (172.16/12) and overlays (10/8).
  private static func isTrusted(_ address: String) -> Bool {
    let plain = address.hasPrefix("::ffff:") ? String(address.dropFirst(7)) : address
    if plain == "::1" || plain.hasPrefix("127.") || plain.hasPrefix("10.") { return true }
    let parts = plain.split(separator: ".")
    return parts.count == 4 && parts[0] == "172" && Int(parts[1]).map { (16...31).contains($0) } == true
  }
}

extension HTTPField.Name {
  /// Names that are compile-time constants; an invalid one cannot be spelled here.
  private static func known(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .accept }

  static let forwardedFor = known("X-Forwarded-For")
  static let forwardedProto = known("X-Forwarded-Proto")
  static let apiKey = known("x-api-key")
  static let formToken = known("x-csrf-token")
  static let requestID = known("X-Request-Id")
  static let fetchSite = known("Sec-Fetch-Site")
  static let referrerPolicy = known("Referrer-Policy")
  static let setUpToken = known("x-setup-token")
}
