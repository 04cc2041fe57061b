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
    // As browsers write it: nothing but scheme, host and port.
    guard let authority, !authority.contains("@") else { return false }
    return ["http://", "https://"].contains { origin.lowercased() == $0 + authority.lowercased() }
  }

  private static let refusal = SlipwayError(.forbidden, "Invalid origin")
}
