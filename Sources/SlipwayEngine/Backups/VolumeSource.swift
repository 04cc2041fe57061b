import SlipwayCore
import SlipwayHost
import SlipwayStore

/// A named volume as a tar archive, read by Docker itself: no image and no tool of the user's is needed.
struct VolumeSource: Sendable {
  let plan: BackupPlan
  let work: BackupWork

  func open() async throws -> BackupSource {
    let name = plan.settings.volumeName ?? ""
    if StackDataFolder.isName(name) { return try await open(folder: name) }
    guard try await work.volumes.check(name) != nil else {
      throw SlipwayError(
        .preconditionFailed, "There is no volume \(name) on this server yet; deploy what mounts it first.")
    }
    let pause = try await pause()
    do {
      let loan = VolumeLoan(docker: work.docker, labels: work.labels)
      let container = try await loan.container(of: name, readOnly: true)
      var manifest = BackupSource.manifest(.volume, at: work.engine.now())
      manifest.volumeName = name
      var source = BackupSource(
        commands: [try await work.dockerCommand(VolumeLoan.reading(container))], manifest: manifest)
      source.check = Self.check
      // The container goes with all else that the run leaves: nobody waits for that.
      source.close = { try await pause?.end() }
      return source
    } catch {
      await pause?.undo()
      throw error
    }
  }

  /// A folder that a stack writes to, read as a volume is.
  private func open(folder name: String) async throws -> BackupSource {
    guard let id = plan.deployableID else { throw SlipwayError.notFound("Service") }
    let appName = try await work.engine.store.read { try $0.deployables.one(id).appName }
    let folder = StackDataFolder(name, of: StackFolders(work.machine.folders, appName: appName))
    guard try await folder.isPresent(on: work.machine.host) else {
      throw SlipwayError(.preconditionFailed, "There is no folder \(name) yet; deploy the stack first.")
    }
    let pause = try await pause()
    var manifest = BackupSource.manifest(.volume, at: work.engine.now())
    manifest.volumeName = name
    var source = BackupSource(commands: [try await work.machine.host.reaching(folder.reading)], manifest: manifest)
    source.check = Self.check
    source.close = { try await pause?.end() }
    return source
  }

  static let check: @Sendable (StreamMeasure) throws -> Void = { measure in
    guard measure.endsAsTar else {
      throw SlipwayError(.commandFailed, "Docker's copy of the volume ended too early; nothing was kept of it.")
    }
  }

  private func pause() async throws -> ServicePause? {
    guard plan.settings.turnsOff, let id = plan.deployableID else { return nil }
    let name = plan.settings.volumeName ?? ""
    let what = StackDataFolder.isName(name) ? "folder" : "volume"
    return try await ServicePause.begin(id, for: name, work, while: "the \(what) \(name) is copied")
  }
}
