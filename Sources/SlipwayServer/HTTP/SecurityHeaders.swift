import Foundation
import HTTPTypes
import Hummingbird

/// What every answer tells the browser to refuse.
package enum SecurityHeaders {
  private static let rules = [
    "default-src 'self'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:",
    "connect-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'",
  ]
  private static let policy = policy(formsTo: nil)

  /// - Parameter address: where a form of this one page may go besides here; only its scheme, host and port count.
  package static func policy(formsTo address: String?) -> String {
    let parts = address.flatMap { URLComponents(string: $0) }
    var place = ""
    if let scheme = parts?.scheme, let host = parts?.host, ["http", "https"].contains(scheme),
      host.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || ".-".contains($0)) })
    {
      place = " \(scheme)://\(host)" + (parts?.port.map { ":\($0)" } ?? "")
    }
    return (rules + ["form-action 'self'\(place)"]).joined(separator: "; ")
  }

  static func add(to response: inout Response, isSecure: Bool) {
    if response.headers[.contentSecurityPolicy] == nil { response.headers[.contentSecurityPolicy] = policy }
    response.headers[.xContentTypeOptions] = "nosniff"
    response.headers[.xFrameOptions] = "DENY"
    // Not `no-referrer`: with that, browsers send `Origin: null` with our own forms.
    response.headers[.referrerPolicy] = "same-origin"
    if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
  }
}

extension HTTPField.Name {
  fileprivate static let xFrameOptions = HTTPField.Name("X-Frame-Options") ?? .accept
}
