import Foundation

/// Where a Redis server is and who we are there: `redis://[user:password@]host[:port][/database]`, or `rediss://` for TLS.
package struct RedisAddress: Sendable, Hashable {
  package var isEncrypted: Bool
  package var host: String
  package var port: Int
  /// `nil` is Redis' own `default`.
  package var user: String?
  package var password: Secret?
  package var database: Int
  /// A file with the certificates that are trusted instead of the system's.
  package var caFile: String?

  private static let shape = "such as redis://:password@redis.internal:6379/0"

  /// - Throws: ``SlipwayError`` `badRequest` whose message goes on after the name of the setting; it never has the password.
  package init(parsing text: String) throws {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme, ["redis", "rediss"].contains(scheme)
    else {
      throw SlipwayError(.badRequest, "must be the URL of a Redis server, \(Self.shape)")
    }
    guard let host = parts.host, !host.isEmpty else {
      throw SlipwayError(.badRequest, "names no host, \(Self.shape)")
    }
    guard parts.fragment == nil else { throw SlipwayError(.badRequest, "has a '#': write it as %23 in a password") }
    isEncrypted = scheme == "rediss"
    self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    port = parts.port ?? 6379
    guard (1...65535).contains(port) else { throw SlipwayError(.badRequest, "has a port that is not 1 to 65535") }
    user = parts.user.flatMap { $0.isEmpty ? nil : $0 }
    password = parts.password.flatMap { $0.isEmpty ? nil : Secret($0) }
    guard user == nil || password != nil else {
      throw SlipwayError(.badRequest, "has a user without a password; a password alone is redis://:password@host")
    }
    let path = parts.path.hasPrefix("/") ? String(parts.path.dropFirst()) : parts.path
    guard path.isEmpty || (path.count <= 5 && path.allSatisfy { $0.isASCII && $0.isNumber }) else {
      throw SlipwayError(.badRequest, "has a database that is no number after the last '/'")
    }
    database = Int(path) ?? 0
    caFile = try Self.caFile(parts.queryItems ?? [], isEncrypted: isEncrypted)
  }

  private static func caFile(_ items: [URLQueryItem], isEncrypted: Bool) throws -> String? {
    guard let item = items.first else { return nil }
    guard items.count == 1, item.name == "ca-file", let path = item.value, path.hasPrefix("/"), isEncrypted else {
      throw SlipwayError(.badRequest, "may have nothing after '?' but, with rediss://, ca-file=/an/absolute/path")
    }
    return path
  }

  /// Where it is, for messages.
  package var place: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }
}
