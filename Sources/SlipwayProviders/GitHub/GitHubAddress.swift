import Foundation
import SlipwayCore

/// Where a GitHub is: github.com, a company's own, or one at `ghe.com`; and where its API answers.
package struct GitHubAddress: Sendable, Hashable {
  package static let usual = "https://github.com"
  /// Of the pages and of git; without a slash at its end.
  package let web: String
  /// Without a slash at its end.
  package let api: String

  /// - Parameter allowsPlain: whether `http`, and a host without a dot, may be asked: of a test or a closed network.
  /// - Throws: ``SlipwayError`` `badRequest` naming `githubUrl`.
  package init(_ typed: String, allowsPlain: Bool = false) throws {
    let text = typed.trimmingSpaces()
    guard let parts = URLComponents(string: text.isEmpty ? Self.usual : text),
      let scheme = parts.scheme?.lowercased(), scheme == "https" || allowsPlain && scheme == "http",
      parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil,
      let host = Self.host(parts),
      host.contains(".") || allowsPlain, (1...65535).contains(parts.port ?? 443),
      parts.path.isEmpty || parts.path == "/"
    else {
      throw SlipwayError.invalid("githubUrl", "must be an address such as https://github.example.com, without a path")
    }
    let place = host + (parts.port.map { ":\($0)" } ?? "")
    if parts.port == nil, ["github.com", "www.github.com"].contains(host) {
      (web, api) = (Self.usual, "https://api.github.com")
    } else if host.hasSuffix(".ghe.com") {
      (web, api) = ("\(scheme)://\(place)", "\(scheme)://api.\(place)")
    } else {
      (web, api) = ("\(scheme)://\(place)", "\(scheme)://\(place)/api/v3")
    }
  }

  /// In lowercase, without a dot at its end.
  private static func host(_ parts: URLComponents) -> String? {
    guard var host = parts.host?.lowercased(), host.allSatisfy(\.isASCII) else { return nil }
    if host.hasSuffix(".") { host.removeLast() }
    return (try? Hostname.normalize(host)).map { _ in host }
  }
}
