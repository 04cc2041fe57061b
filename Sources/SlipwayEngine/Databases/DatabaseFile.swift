package import SlipwayCore

/// A file that a database's server is started with, where its image takes a setting neither from its environment nor
/// from words that everybody may see.
package struct DatabaseFile: Sendable, Hashable {
  /// In the container.
  package var path: String
  package var content: Secret
  /// The number of the only user who may read it; `nil` lets every user of the container.
  package var owner: Int?

  package init(path: String, content: Secret, owner: Int? = nil) {
    self.path = path
    self.content = content
    self.owner = owner
  }

  /// As the mount that brings it into the container.
  func mount(of database: Database) -> Mount {
    Mount(
      organizationID: database.organizationID, deployableID: database.id, type: .file,
      filePath: String(path.split(separator: "/").last ?? "settings"), content: content, mountPath: path)
  }
}
