import SlipwayCompose
import SlipwayCore
import SlipwayHost

/// Makes room for a file: what must not run beside it ends first, and the stack's own folders lead nowhere else.
struct StackRoom: Sendable {
  let place: StackPlace
  let file: StackFile
  let log: DeploymentLog?

  func make() async throws {
    let runner = place.runner(file.kind)
    let running = try await running()
    var leaving = Self.leaving(running, beside: file, root: place.folders.root)
    for key in leaving.sorted() {
      await log?.line("\(key) stops first: it writes to what another service takes over.")
    }
    for key in Self.predecessors(among: running.map(\.key), of: file, appName: place.appName).sorted()
    where leaving.insert(key).inserted {
      await log?.line("\(key) stops first: what takes its place has another name, and may want its ports.")
    }
    if !leaving.isEmpty { try await runner.remove { leaving.contains($0) } }
    try await prepareFolders()
  }

  /// What one running container writes.
  struct Writer: Sendable, Hashable {
    var key: String
    var volumes: Set<String> = []
    var folders: Set<String> = []
  }

  /// The services that must end before the file starts: pure.
  ///
  /// One that the file still has gives way to its own successor: Docker ends it first. Any other that writes to a volume
  /// would share it with a successor for a while; one that writes to a folder could swap what lies in it for a link.
  static func leaving(_ writers: [Writer], beside file: StackFile, root: String) -> Set<String> {
    let mounted = file.mounted
    let own = mounted.filter { $0.mount.type == "bind" && $0.mount.source.hasPrefix(root + "/") }.map(\.mount.source)
    return Set(
      writers.filter { writer in
        let takesOver = writer.volumes.contains { volume in
          let next = mounted.filter { $0.mount.type == "volume" && $0.mount.source == volume && !$0.mount.isReadOnly }
          return !next.isEmpty && !next.contains { $0.key == writer.key }
        }
        return takesOver || writer.folders.contains { folder in own.contains { $0.hasPrefix(folder + "/") } }
      }.map(\.key))
  }

  /// What runs of services that are replaced in place and had another name, for they join or leave the network that all
  /// share: pure.
  static func predecessors(among running: [String], of file: StackFile, appName: String) -> Set<String> {
    let keys = Set(file.services.values.map(\.key))
    let before = file.services.filter { !$0.value.isBeside }.keys.flatMap {
      [$0, StackPlan.sharedKey($0, appName: appName)]
    }
    return Set(running).intersection(before).subtracting(keys)
  }

  private func running() async throws -> [Writer] {
    var writers: [Writer] = []
    for container in try await place.runner(file.kind).containers() where container.isRunning {
      guard let id = container.container, let found = try await place.host.docker.inspectContainer(id) else {
        continue
      }
      var writer = Writer(key: container.key)
      for mount in found.Mounts ?? [] where mount.RW ?? true {
        if mount.`Type` == "volume", let name = mount.Name { writer.volumes.insert(name) }
        if mount.`Type` == "bind", let source = mount.Source { writer.folders.insert(source) }
      }
      writers.append(writer)
    }
    return writers
  }

  /// Folders that are not there are made, through no link; no path leads out of what is the stack's.
  private func prepareFolders() async throws {
    let (root, files) = (place.folders.root, place.host.files)
    try await files.makeDirectory(root, mode: 0o711)
    let base = try await files.resolved(root) ?? root
    let bound = Set(file.mounted.filter { $0.mount.type == "bind" }.map(\.mount.source))
    for path in StackPaths.all(in: StackModel(root: file.model)).sorted() where path.hasPrefix(root + "/") {
      let below = String(path.dropFirst(root.count + 1))
      if bound.contains(path), try await files.resolved(path) == nil {
        try await place.makeFolder(below)
      }
      guard let real = try await files.resolved(path) else {
        throw SlipwayError.invalid(
          "composeFile", "there is no file '\(below)' that a config or secret could be made of")
      }
      guard real.hasPrefix(base + "/") else {
        throw SlipwayError.invalid("composeFile", "'\(below)' is a link that leads out of the stack's own folder")
      }
    }
  }
}
