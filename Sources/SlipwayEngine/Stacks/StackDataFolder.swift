package import SlipwayCompose
import SlipwayCore
import SlipwayHost

/// A folder that containers of a stack write to and that stays from version to version, called as its file calls it:
/// `./data`. It is backed up and restored like a named volume.
package struct StackDataFolder: Sendable {
  /// Where it lies on the server.
  let path: String
  /// The stack's own folder, which it must not lead out of.
  let root: String

  /// - Parameter name: as the file has it.
  init(_ name: String, of folders: StackFolders) {
    path = folders.files + (name == "./" ? "" : "/" + String(name.dropFirst(2)))
    root = folders.root
  }

  /// No volume is called so.
  package static func isName(_ text: String) -> Bool { text.hasPrefix("./") }

  /// Those that a release writes to.
  package static func names(in file: StackFile, _ folders: DataFolders, appName: String) -> [String] {
    let root = StackFolders(folders, appName: appName).files
    let sources = file.mounted.map(\.mount).filter { $0.type == "bind" && !$0.isReadOnly }.map(\.source)
    return Set(
      sources.compactMap { source in
        if source == root { return "./" }
        return source.hasPrefix(root + "/") ? "." + String(source.dropFirst(root.count)) : nil
      }
    ).sorted()
  }

  /// - Returns: whether there is one; it is reached through no link.
  /// - Throws: ``SlipwayError`` `preconditionFailed` for a link that leads elsewhere.
  func isPresent(on host: any Host) async throws -> Bool {
    guard let real = try await host.files.resolved(path) else { return false }
    let base = try await host.files.resolved(root) ?? root
    guard real == base + path.dropFirst(root.count) else {
      throw SlipwayError(
        .preconditionFailed, "The folder is a link that leads elsewhere; nothing was read or changed.")
    }
    return true
  }

  /// Writes all of it to the standard output, as ``VolumeLoan/reading(_:)`` does with a volume.
  var reading: Command {
    let names = "flags=rh;s,^\\.,data,"
    return Command(["tar", "--create", "--numeric-owner", "--directory", path, "--transform", names, "."])
  }

  /// The words that unpack such an archive: what was the volume's own folder is `data` below another one then.
  static func writing(to folder: String) -> Command {
    // To the very end of what comes, wherever the archive's own end is: who feeds it is not cut off.
    let whole = ["--read-full-records", "--ignore-zeros"]
    return Command(
      ["tar", "--extract"] + whole + [
        "--numeric-owner", "--same-permissions", "--same-owner", "--directory", folder,
      ])
  }
}
