package import Foundation

/// A file that is put over the source code of each deployment before it is built, or taken out of it.
package struct SourcePatch: Sendable, Hashable {
  /// What happens to the file.
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case create, update, delete
  }

  package var id: ID<SourcePatch>
  package var organizationID: ID<Organization>
  package var deployableID: ID<Deployable>
  package var type: Kind
  /// Below the root of the source code; see ``normalizePath(_:)``.
  package var filePath: String
  package var isEnabled: Bool
  /// The whole file; sealed at rest.
  package var content: Secret
  package var createdAt: Date
  package var updatedAt: Date?

  package init(
    id: ID<SourcePatch> = .random(), organizationID: ID<Organization>, deployableID: ID<Deployable>, type: Kind,
    filePath: String, isEnabled: Bool = true, content: Secret, createdAt: Date, updatedAt: Date? = nil
  ) {
    self.id = id
    self.organizationID = organizationID
    self.deployableID = deployableID
    self.type = type
    self.filePath = filePath
    self.isEnabled = isEnabled
    self.content = content
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }

  package static let maximumSize = 1 << 20

  /// Git's own folder is never touched: a hook or a setting in it is code that runs on this server.
  /// - Returns: the path with single slashes.
  /// - Throws: ``SlipwayError`` `badRequest` naming `filePath`.
  package static func normalizePath(_ typed: String) throws -> String {
    let path = try RelativePath.normalize(typed, field: "filePath")
    let parts = path.split(separator: "/")
    guard !path.isEmpty, path.utf8.count <= 512, typed.first != "/", typed.last != "/" else {
      throw SlipwayError.invalid("filePath", "must be the path of a file, such as config/app.yml")
    }
    guard !parts.contains(where: { isGit($0) }) else {
      throw SlipwayError.invalid("filePath", "must not be git's own: '.git' is out of reach")
    }
    return path
  }

  /// Also spelt as other file systems would read it.
  private static func isGit(_ part: Substring) -> Bool {
    var name = part.lowercased().unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
    while let last = name.last, last == "." || last == " " { name.removeLast() }
    let text = String(String.UnicodeScalarView(name))
    return text == ".git" || text.hasPrefix(".git::") || text.hasPrefix("git~")
  }
}
