import HTTPTypes
import Hummingbird

/// What every answer tells the browser to refuse.
enum SecurityHeaders {
  private static let policy = [
    "default-src 'self'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:",
    "connect-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
  ].joined(separator: "; ")

  static func add(to response: inout Response, isSecure: Bool) {
    response.headers[.contentSecurityPolicy] = policy
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
