import SlipwayCore
package import SlipwayHost

/// The folders of one compose stack below the data directory: what containers bind must outlive the deployment.
package struct StackFolders: Sendable, Hashable {
  package let root: String

  package init(_ folders: DataFolders, appName: String) { root = "\(folders.stacks)/\(appName)" }

  /// Whether a name is one plain component of a path: machines say such names, too.
  static func isName(_ name: String) -> Bool {
    (try? AppName.validate(typed: name)) != nil && name != "." && name != ".."
  }

  /// File mounts, and what a file means by `../files`; it stays from release to release.
  package var files: String { root + "/files" }

  /// The source code that containers bind parts of: one folder for each version.
  package func code(_ version: String) -> String { "\(root)/code-\(version)" }

  /// What a restore unpacks, beside what it will take the place of.
  var restoring: String { root + "/restoring" }

  /// The file that is just being started; it holds secrets and is removed at once.
  package var runFile: String { root + "/run.json" }

  /// Removes what a killed Slipway was just starting stacks from, with all their secrets.
  package static func sweep(_ folders: DataFolders, _ files: any HostFiles) async throws {
    guard try await files.exists(folders.stacks) else { return }
    for name in try await files.list(folders.stacks) {
      try await files.remove(StackFolders(folders, appName: name).runFile)
    }
  }

  /// Puts a stack's file mounts below a folder. Containers may have written there: no link of theirs is followed.
  static func write(_ mounts: [Mount], below folder: String, on host: any Host) async throws {
    try await host.files.makeDirectory(folder, mode: 0o755)
    let writer = PatchWriter(root: folder)
    for mount in mounts where mount.type == .file {
      guard let path = mount.filePath, (try? mount.validate()) != nil else { continue }
      let text = mount.content?.reveal() ?? ""
      try await BlockingPool.run { try writer.put(text, at: path) }
    }
  }
}
