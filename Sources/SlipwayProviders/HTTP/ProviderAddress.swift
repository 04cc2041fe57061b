import Foundation
import SlipwayCore

/// Where somebody's own provider is, as it is typed: a web address, perhaps with a path below which all of it is.
package enum ProviderAddress {
  private static let longest = 300

  /// - Returns: without a slash at its end; `nil` for nothing.
  /// - Throws: ``SlipwayError`` `badRequest` naming `field`.
  package static func normalize(_ typed: String?, field: String) throws -> String? {
    let text = (typed ?? "").trimmingSpaces()
    guard !text.isEmpty else { return nil }
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.value > 32 && $0.value < 127 && !"\\\"<>%".unicodeScalars.contains($0)
    }
    guard text.utf8.count <= longest, isPlain, let parts = URLComponents(string: text),
      let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme), parts.user == nil,
      parts.password == nil, parts.query == nil, parts.fragment == nil, let host = parts.host?.lowercased(),
      !host.isEmpty, (1...65535).contains(parts.port ?? 443), !parts.path.contains("..")
    else {
      throw SlipwayError.invalid(
        field, "must be a web address such as https://git.example.com, without a user name, query or fragment")
    }
    let port = parts.port.map { ":\($0)" } ?? ""
    let path = String(parts.path.reversed().drop { $0 == "/" }.reversed())
    return "\(scheme)://\(host)\(port)\(path)"
  }
}
