import Foundation
package import SlipwayCore

/// What the redirects of a service must hold to, together: each is a pattern that the proxy takes, and none of them sends
/// a browser round in circles.
package struct RedirectRules: Sendable {
  private static let maximumHops = 12
  private static let maximumSize = 2000
  private static let patience = Duration.seconds(1)
  private let domains: [Domain]
  private let ports: (http: Int, https: Int)

  /// - Parameter domains: those of the service.
  package init(domains: [Domain], configuration: Configuration) {
    self.domains = domains.filter { $0.isEnabled && $0.customEntrypoint == nil }
    ports = (configuration.httpPort, configuration.httpsPort)
  }

  /// - Parameter others: the redirects that stand beside it.
  /// - Throws: ``SlipwayError`` `badRequest` naming `regex` or `replacement`.
  package func check(_ redirect: Redirect, beside others: [Redirect]) throws {
    let pattern = try GoPattern(redirect.regex)
    try Self.checkReplacement(redirect.replacement)
    if let group = pattern.unknownGroups(in: redirect.replacement).first {
      throw SlipwayError.invalid("replacement", Self.advice(group))
    }
    let all = (others.filter { $0.id != redirect.id } + [redirect]).sorted { one, two in
      // One that is new has no number yet and comes last.
      (one.uniqueConfigKey == 0 ? Int.max : one.uniqueConfigKey)
        < (two.uniqueConfigKey == 0 ? Int.max : two.uniqueConfigKey)
    }
    let patterns = all.compactMap { other in
      (try? GoPattern(other.regex)).map { (pattern: $0, replacement: other.replacement) }
    }
    // What is too large to be tried in a moment is let through: the proxy itself manages it.
    guard patterns.allSatisfy({ $0.pattern.size <= Self.maximumSize }) else { return }
    let deadline = ContinuousClock.now + Self.patience
    for start in starts where ContinuousClock.now < deadline && isEndless(from: start, patterns, deadline) {
      throw SlipwayError.invalid("replacement", "leads in a circle: a browser that asks for \(start) never arrives")
    }
  }

  private static func checkReplacement(_ text: String) throws {
    let isPlain = text.unicodeScalars.allSatisfy { $0.value > 32 && $0.value != 127 }
    guard !text.isEmpty, text.utf8.count <= 2000, isPlain else {
      throw SlipwayError.invalid("replacement", "must be an address without spaces, of at most 2000 characters")
    }
    guard let colon = text.firstIndex(of: ":"), text[..<colon].allSatisfy(\.isLetter) else { return }
    guard ["http", "https"].contains(text[..<colon].lowercased()) else {
      throw SlipwayError.invalid("replacement", "must begin with https://, http:// or a group such as ${1}")
    }
  }

  private static func advice(_ group: String) -> String {
    let digits = group.prefix { $0.isNumber }
    return digits.isEmpty || digits.count == group.count
      ? "names the group '\(group)', which the regex does not have"
      : "names the group '\(group)', which the regex does not have; write ${\(digits)}\(group.dropFirst(digits.count))"
  }

  /// Addresses that browsers ask for first.
  private var starts: [String] {
    domains.flatMap { domain in
      let path = domain.path == "/" ? "" : domain.path
      let start = "http://\(authority(domain.host, isSecure: false))\(path)"
      return [start + "/", start + "/some/page?of=it"]
    }
  }

  private func authority(_ host: String, isSecure: Bool) -> String {
    let port = isSecure ? ports.https : ports.http
    return port == (isSecure ? 443 : 80) ? host : "\(host):\(port)"
  }

  private func isEndless(
    from start: String, _ patterns: [(pattern: GoPattern, replacement: String)], _ deadline: ContinuousClock.Instant
  ) -> Bool {
    var url = start
    for _ in 0..<Self.maximumHops {
      guard url.utf8.count <= 4096 else { return true }
      guard let next = hop(from: url, patterns, deadline) else { return false }
      url = next
    }
    return true
  }

  /// - Returns: where the proxy sends the browser; `nil` when the request arrives, or leaves this service.
  private func hop(
    from url: String, _ patterns: [(pattern: GoPattern, replacement: String)], _ deadline: ContinuousClock.Instant
  ) -> String? {
    guard let (scheme, host, path) = Self.parts(of: url),
      let domain = domains.filter({ $0.host == host && Self.fits(path, $0.path) }).max(by: {
        $0.path.utf8.count < $1.path.utf8.count
      })
    else { return nil }
    if domain.https, scheme == "http" { return "https://\(authority(host, isSecure: true))\(path)" }
    for (pattern, replacement) in patterns where ContinuousClock.now < deadline {
      if let next = pattern.replacing(in: url, with: replacement), next != url {
        return next.hasPrefix("/") ? "\(scheme)://\(authority(host, isSecure: scheme == "https"))\(next)" : next
      }
    }
    return nil
  }

  private static func fits(_ path: String, _ prefix: String) -> Bool { prefix == "/" || path.hasPrefix(prefix) }

  private static func parts(of url: String) -> (scheme: String, host: String, path: String)? {
    guard let colon = url.range(of: "://") else { return nil }
    let rest = url[colon.upperBound...]
    let authority = rest.prefix { !"/?#".contains($0) }
    let host = authority.prefix { $0 != ":" }.lowercased()
    let path = String(rest[authority.endIndex...])
    return (url[..<colon.lowerBound].lowercased(), host, path.hasPrefix("/") ? path : "/" + path)
  }
}
