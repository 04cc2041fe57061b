package import HTTPTypes
import Hummingbird
package import NIOCore
import SlipwayEngine
import SlipwayProcedures

/// Whose request it is when a proxy stands between: its headers count only when the peer is on this machine, or the
/// request carries the token that only Slipway's own proxy was given. No network is trusted: containers live in it.
package struct ClientAddress: Sendable, Hashable {
  /// Without a port.
  package var text: String
  package var isSecure: Bool
  /// Whether it is a proxy's client, and not the peer itself.
  package var isForwarded: Bool

  /// - Parameters:
  ///   - peer: of the connection.
  ///   - proxyToken: what the proxy sends as ``PanelRoute/tokenHeader``.
  package init(peer: SocketAddress?, headers: HTTPFields, proxyToken: String) {
    let direct = peer?.ipAddress ?? ""
    guard Self.isLoopback(direct) || headers[.proxyToken].map({ ConstantTime.isEqual($0, proxyToken) }) == true else {
      self.init(text: direct, isSecure: false, isForwarded: false)
      return
    }
    // The proxy appends the peer that it saw; what stands before came from outside.
    let forwarded = headers[.forwardedFor]?.split(separator: ",").last.map { $0.filter { !$0.isWhitespace } }
    let isAddress = forwarded.map { (try? SocketAddress(ipAddress: $0, port: 0)) != nil } ?? false
    self.init(
      text: isAddress ? forwarded ?? direct : direct,
      isSecure: headers[.forwardedProto]?.lowercased() == "https", isForwarded: isAddress)
  }

  private init(text: String, isSecure: Bool, isForwarded: Bool) {
    self.text = text
    self.isSecure = isSecure
    self.isForwarded = isForwarded
  }

  private static func isLoopback(_ address: String) -> Bool {
    let plain = address.hasPrefix("::ffff:") ? String(address.dropFirst(7)) : address
    return plain == "::1" || plain.hasPrefix("127.")
  }
}

extension HTTPField.Name {
  /// Names that are compile-time constants; an invalid one cannot be spelled here.
  private static func known(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .accept }

  static let forwardedFor = known("X-Forwarded-For")
  static let forwardedProto = known("X-Forwarded-Proto")
  static let proxyToken = known(PanelRoute.tokenHeader)
  static let apiKey = known("x-api-key")
  static let formToken = known("x-csrf-token")
  static let requestID = known("X-Request-Id")
  static let fetchSite = known("Sec-Fetch-Site")
  static let referrerPolicy = known("Referrer-Policy")
  static let setUpToken = known("x-setup-token")
}
