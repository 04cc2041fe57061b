import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Puts an archive back as the whole content of a folder that a stack writes to. It is unpacked and verified beside it; then,
/// with the services stopped that have it, both change places: in one step, or on a server with old programs in three, of which
/// the next attempt takes back what a crash has left.
struct FolderRestore: Sendable {
  let work: BackupWork
  let store: ObjectStore
  let target: ID<Deployable>

  func run(_ request: RestoreRequest, _ manifest: BackupManifest?) async throws -> String {
    let name = request.volumeName ?? ""
    if let content = manifest?.content, content != .volume {
      throw SlipwayError(.preconditionFailed, "This is no backup of a volume or folder.")
    }
    let appName = try await work.engine.store.read { [target] in try $0.deployables.one(target).appName }
    let place = try StackPlace(work.engine, work.machine, target, appName: appName)
    let folders = place.folders
    let (folder, files) = (StackDataFolder(name, of: folders), work.machine.files)
    // Beside what containers are given, on the same disk; what an attempt before a crash left is in the way.
    let staging = folders.restoring
    try await files.makeDirectory(folders.root, mode: 0o711)
    try await putBack(staging + "/data.old", to: folder, name, place)
    try await files.remove(staging)
    try await files.makeDirectory(staging, mode: 0o700)
    await work.log.line("Unpacking \(work.run.objectKey) beside the folder")
    let bytes = try await unpack(into: staging, manifest)
    let isThere = try await folder.isPresent(on: work.machine.host)
    try await replace(name) {
      if !isThere {
        if try await !files.exists(folders.files) { try await files.makeDirectory(folders.files, mode: 0o755) }
        try await place.makeFolder("files" + name.dropFirst())
      }
      try await files.exchange(staging + "/data", with: folder.path)
    }
    try await files.remove(staging)
    return "Restored \(name) from \(ByteWords.text(bytes))."
  }

  /// Where programs are too old to exchange folders in one step, a crash between two may have left the only original here.
  private func putBack(_ left: String, to folder: StackDataFolder, _ name: String, _ place: StackPlace) async throws {
    let files = work.machine.files
    guard try await files.exists(left), try await !files.exists(folder.path) else { return }
    let parent = ("files" + name.dropFirst()).split(separator: "/").dropLast().joined(separator: "/")
    if !parent.isEmpty { try await place.makeFolder(parent) }
    try await files.move(left, to: folder.path)
  }

  private func unpack(into staging: String, _ manifest: BackupManifest?) async throws -> Int {
    let writing = try await work.machine.host.reaching(StackDataFolder.writing(to: staging))
    let measure = try await work.stream(
      Pipeline(
        [store.download(work.run.objectKey)], into: writing, what: "The restore",
        approve: { measure in
          try BackupCheck.matches(manifest)(measure)
          try VolumeSource.check(measure)
        }))
    guard try await work.machine.files.list(staging) == ["data"],
      try await work.machine.files.resolved(staging + "/data")?.hasSuffix("/data") == true
    else { throw SlipwayError(.preconditionFailed, "The file holds something else than the content of a folder.") }
    return measure.bytes
  }

  /// Containers keep the folder that they were started with: they end before, and start again after.
  private func replace(_ name: String, _ exchange: @escaping @Sendable () async throws -> Void) async throws {
    let pause = try await ServicePause.begin(target, for: name, work, while: "the folder \(name) is replaced")
    do {
      try await uncancelled { try await exchange() }
    } catch {
      await pause?.undo()
      throw error
    }
    do {
      try await pause?.end()
    } catch let refusal as JobRefusal {
      throw SlipwayError(
        .commandFailed, "The folder is restored, but the stack does not come up on it. \(refusal.message)")
    }
  }
}
