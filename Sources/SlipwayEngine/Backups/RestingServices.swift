import SlipwayCompose
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Which services of a stack rest while one of its volumes or folders is copied or replaced; all others keep running.
struct RestingServices: Sendable {
  /// By their keys in the file that runs, the names in the user's file.
  var names: [String: String]

  var keys: Set<String> { Set(names.keys) }
  /// For a sentence.
  var words: String { names.values.sorted().joined(separator: ", ") }

  /// - Parameter storage: the volume's name in Docker, or the folder's in the file.
  /// - Returns: `nil` for what is no stack, and where nothing in the file mounts it: then all of the service rests.
  static func find(_ storage: String, of id: ID<Deployable>, _ engine: Engine) async throws -> RestingServices? {
    let found = try await engine.store.read { tx -> (ComposeStack, Release)? in
      guard let stack = try tx.composeStacks.find(id), let release = try tx.releases.current(of: id) else {
        return nil
      }
      return (stack, release)
    }
    guard let (stack, release) = found else { return nil }
    return of(
      storage, in: try StackFile.read(release),
      StackFolders(engine.folders(on: stack.serverID), appName: stack.appName))
  }

  /// - Returns: `nil` where nothing in the file mounts it.
  static func of(_ storage: String, in file: StackFile, _ folders: StackFolders) -> RestingServices? {
    let folder = StackDataFolder.isName(storage) ? StackDataFolder(storage, of: folders).path : nil
    let names = file.resting { mount in
      guard let folder else { return mount.type == "volume" && mount.source == storage }
      // Who has the folder around it, or one within it, writes to the same files.
      return mount.type == "bind"
        && (mount.source == folder || mount.source.hasPrefix(folder + "/") || folder.hasPrefix(mount.source + "/"))
    }
    return names.isEmpty ? nil : RestingServices(names: names)
  }
}
