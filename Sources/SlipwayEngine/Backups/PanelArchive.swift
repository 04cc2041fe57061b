package import Foundation

/// What is in a backup of Slipway itself.
package enum PanelArchive {
  package static let store = "slipway.sqlite"
  package static let key = "encryption.key"
  package static let facts = "backup.json"
  static let uploads = "uploads"
  static let repositories = "repositories"
  /// Folders of the data directory, in the names that they have there: the proxy's with its certificates, mounted files,
  /// known hosts, uploaded sources, pushed code.
  package static let folders = ["traefik", "files", "ssh", uploads, repositories]
  /// What is never changed once it is there, but for small files that are replaced as a whole.
  static let linked: Set = [uploads, repositories]

  /// What it says of itself.
  package struct Facts: Codable, Sendable {
    package var schema: Int
    package var instance: String
    package var createdAt: Date
    /// Whether the key that opens the secrets is in it.
    package var hasKey: Bool
  }
}

extension JSONEncoder {
  /// For files that people read, too.
  static var iso8601: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return encoder
  }
}

extension JSONDecoder {
  /// Of what ``JSONEncoder/iso8601`` wrote.
  package static var iso8601: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return decoder
  }
}
