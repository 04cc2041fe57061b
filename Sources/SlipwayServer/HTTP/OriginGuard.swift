import Foundation
import HTTPTypes
import Hummingbird
import SlipwayCore

/// Refuses requests that another site makes a browser send.
struct OriginGuard: Sendable {
  /// The dashboard's configured address.
  let publicURL: String?

  /// For whatever a browser's cookie could authorise: writes and WebSockets.
  /// - Throws: ``SlipwayError`` `forbidden`.
  func check(_ request: Request) throws {
    guard let origin = request.headers[.origin] else {
      // Browsers send it with every write; of reads only the site is told.
      let site = request.headers[.fetchSite]
      guard site == nil || site == "same-origin" || site == "none" else { throw Self.refusal }
      return
    }
    guard isOurs(origin, request.head.authority) else { throw Self.refusal }
  }

  /// For WebSockets: a browser always says its origin, so with a cookie it must be there.
  func checkStrictly(_ request: Request) throws {
    guard request.headers[.origin] != nil else { throw Self.refusal }
    try check(request)
  }

  private func isOurs(_ origin: String, _ authority: String?) -> Bool {
    if let publicURL, origin.lowercased() == publicURL.lowercased() { return true }
    guard let authority, let parts = URLComponents(string: origin), ["http", "https"].contains(parts.scheme),
      let host = parts.host
    else { return false }
    let own = parts.port.map { "\(host):\($0)" } ?? host
    return own.lowercased() == authority.lowercased()
  }

  private static let refusal = SlipwayError(.forbidden, "Invalid origin")
}
