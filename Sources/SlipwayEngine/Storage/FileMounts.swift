import Crypto
import Foundation
package import SlipwayCore
package import SlipwayHost

/// The files with content that an application's containers see: kept below the data directory, one folder for each
/// content, so that what serves keeps the file it was started with and an earlier release finds its own again.
package struct FileMounts: Sendable {
  private let root: String

  /// - Parameter folders: of the data directory.
  package init(_ folders: DataFolders) { root = folders.files }

  /// Where a file mount's content lies on the host; `nil` for other mounts and for one that was never checked.
  package func path(of mount: Mount, appName: String) -> String? {
    guard mount.type == .file, let file = mount.filePath, (try? mount.validate()) != nil else { return nil }
    let content = mount.content?.reveal() ?? ""
    let digest = SHA256.hash(data: Data(content.utf8)).prefix(8).hexadecimal
    return "\(folder(of: appName))/\(digest)/\(file)"
  }

  /// Writes the contents that are not there yet.
  /// - Parameter owners: by the path in the container, the number of the only user who may read a file.
  package func write(
    _ mounts: [Mount], appName: String, owners: [String: Int] = [:], files: any HostFiles
  ) async throws {
    for mount in mounts {
      guard let path = path(of: mount, appName: appName) else { continue }
      if try await !files.exists(path) {
        try await makeFolders(to: path, files: files)
        try await files.write(mount.content?.reveal() ?? "", to: path, mode: 0o644)
      }
      // Again after a crash between the two.
      if let owner = owners[mount.mountPath] { try await files.give(path, to: owner, mode: 0o400) }
    }
  }

  /// Removes the contents that no spec mounts any more.
  /// - Parameter specs: the kept releases' specs, as text.
  /// - Returns: how many were removed.
  package func prune(appName: String, specs: [Secret], files: any HostFiles) async throws -> Int {
    let folder = folder(of: appName)
    var removed = 0
    for digest in try await contents(of: appName, files: files) {
      let path = "\(folder)/\(digest)/"
      // JSON may write a slash with a backslash before it.
      let escaped = path.replacing("/", with: "\\/")
      guard !specs.contains(where: { $0.reveal().contains(path) || $0.reveal().contains(escaped) }) else { continue }
      try await files.remove("\(folder)/\(digest)")
      removed += 1
    }
    return removed
  }

  /// - Returns: the names of the folders of contents that there are.
  func contents(of appName: String, files: any HostFiles) async throws -> [String] {
    let folder = folder(of: appName)
    return try await files.exists(folder) ? try await files.list(folder) : []
  }

  /// Removes all of an application that is being deleted.
  package func removeAll(appName: String, files: any HostFiles) async throws {
    try await files.remove(folder(of: appName))
  }

  private func folder(of appName: String) -> String { "\(root)/\(appName)" }

  /// Every folder below the root may be entered: the container's user is not ours.
  private func makeFolders(to path: String, files: any HostFiles) async throws {
    var folder = root
    try await files.makeDirectory(folder, mode: 0o755)
    for part in path.dropFirst(root.count).split(separator: "/").dropLast() {
      folder += "/\(part)"
      try await files.makeDirectory(folder, mode: 0o755)
    }
  }
}
