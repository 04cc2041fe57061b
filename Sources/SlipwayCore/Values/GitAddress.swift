import Foundation

/// Where a git repository is: `https://…`, `http://…`, `ssh://…` or `user@host:path`; never a local path or a helper.
package struct GitAddress: Sendable, Hashable {
  /// How git reaches the repository.
  package enum Transport: Sendable, Hashable { case https, http, ssh }

  /// As git takes it, without a password.
  package let url: String
  package let transport: Transport
  package let host: String
  package let port: Int?
  package let username: String?
  /// The password that was typed into the URL; it is taken out of ``url``.
  package let password: Secret?

  /// The host without the brackets of an address of the sixth version.
  package var nameOrAddress: String { host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host }

  /// The port that it is reached by.
  package var portOrUsual: Int {
    switch transport {
    case .https: port ?? 443
    case .http: port ?? 80
    case .ssh: port ?? 22
    }
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming `field` when it is no such address.
  package init(parsing typed: String, field: String = "customGitUrl") throws {
    let text = typed.trimmingSpaces()
    let plain = text.unicodeScalars.allSatisfy { $0.value > 32 && $0.value < 127 }
    guard plain, !text.hasPrefix("-"), text.utf8.count <= 2048 else { throw Self.problem(field) }
    self = try text.contains("://") ? Self(url: text, field: field) : Self(scp: text, field: field)
  }

  private init(url text: String, field: String) throws {
    let transports: [String: Transport] = ["https": .https, "http": .http, "ssh": .ssh]
    guard var parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      let transport = transports[scheme], let host = parts.host, Self.isHost(host), parts.path.count > 1,
      parts.query == nil, parts.fragment == nil, (1...65535).contains(parts.port ?? 443)
    else { throw Self.problem(field) }
    let username = parts.user
    if let username, username.hasPrefix("-") { throw Self.problem(field) }
    password = parts.password.map(Secret.init)
    parts.password = nil
    if transport != .ssh { parts.user = nil }
    guard let url = parts.string else { throw Self.problem(field) }
    self.url = url
    self.transport = transport
    self.host = host
    self.port = parts.port
    self.username = username
  }

  private init(scp text: String, field: String) throws {
    guard let colon = text.firstIndex(of: ":") else { throw Self.problem(field) }
    let account = text[..<colon].split(separator: "@", omittingEmptySubsequences: false)
    let path = text[text.index(after: colon)...]
    guard account.count == 2, let user = account.first, let host = account.last.map(String.init),
      Self.isHost(host), !path.isEmpty, !path.hasPrefix("-"), !path.hasPrefix(":"),
      !user.isEmpty, user.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }),
      !user.hasPrefix("-")
    else { throw Self.problem(field) }
    url = text
    transport = .ssh
    self.host = host
    port = nil
    username = String(user)
    password = nil
  }

  /// - Parameter relative: begins with `./` or `../`, as git writes addresses of submodules; each `../` goes up one
  ///   part of this address.
  /// - Throws: ``SlipwayError`` `badRequest` naming `field` when that leads nowhere.
  package func resolving(_ relative: String, field: String) throws -> GitAddress {
    var (base, rest, separator) = (url.droppingSlashes, Substring(relative), "/")
    while true {
      if rest.hasPrefix("./") {
        rest = rest.dropFirst(2)
      } else if rest.hasPrefix("../") {
        rest = rest.dropFirst(3)
        guard let end = base.lastIndex(of: "/") ?? base.lastIndex(of: ":") else { throw Self.problem(field) }
        separator = String(base[end])
        base = String(base[..<end])
      } else {
        return try GitAddress(parsing: base + separator + rest, field: field)
      }
    }
  }

  private static func isHost(_ host: String) -> Bool {
    let inner = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    if inner.contains(":") { return inner.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." } }
    return (try? Hostname.normalize(inner)) != nil
  }

  private static func problem(_ field: String) -> SlipwayError {
    .invalid(field, "must be a repository such as https://host/owner/repo.git or git@host:owner/repo.git")
  }
}

extension String {
  /// Without slashes at its end.
  fileprivate var droppingSlashes: String {
    String(prefix(upTo: lastIndex { $0 != "/" }.map(index(after:)) ?? startIndex))
  }
}
