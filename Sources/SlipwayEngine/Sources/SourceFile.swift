/// A file or folder of fetched code.
package struct SourceFile: Codable, Sendable, Hashable {
  /// What it is, in the published API's words.
  package enum Kind: String, Codable, Sendable, CaseIterable {
    case file, directory
  }

  package var name: String
  /// Below the root of the code.
  package var path: String
  package var type: Kind
  /// Of a folder.
  package var children: [SourceFile]?
}
