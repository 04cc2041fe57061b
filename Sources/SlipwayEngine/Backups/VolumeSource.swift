import SlipwayCore
import SlipwayHost
import SlipwayStore

/// A named volume as a tar archive, read by Docker itself: no image and no tool of the user's is needed.
struct VolumeSource: Sendable {
  let plan: BackupPlan
  let work: BackupWork

  func open() async throws -> BackupSource {
    let name = plan.settings.volumeName ?? ""
    guard try await work.volumes.check(name) != nil else {
      throw SlipwayError(
        .preconditionFailed, "There is no volume \(name) on this server yet; deploy what mounts it first.")
    }
    let wasStopped = try await turnOff()
    do {
      let loan = VolumeLoan(docker: work.docker, labels: work.labels)
      let container = try await loan.container(of: name, readOnly: true)
      var manifest = BackupSource.manifest(.volume, at: work.engine.now())
      manifest.volumeName = name
      var source = BackupSource(
        commands: [try await work.dockerCommand(VolumeLoan.reading(container))], manifest: manifest)
      source.check = Self.check
      source.close = {
        try await work.docker.removeContainer(container, force: true)
        if wasStopped { try await turnOn() }
      }
      return source
    } catch {
      if wasStopped { try await uncancelled { try await turnOn() } }
      throw error
    }
  }

  static let check: @Sendable (StreamMeasure) throws -> Void = { measure in
    guard measure.endsAsTar else {
      throw SlipwayError(.commandFailed, "Docker's copy of the volume ended too early; nothing was kept of it.")
    }
  }

  /// - Returns: whether it ran and is stopped now.
  private func turnOff() async throws -> Bool {
    guard plan.settings.turnsOff, let id = plan.deployableID,
      try await work.engine.store.read({ try $0.deployables.find(id)?.isStopped == false })
    else { return false }
    await work.log.line("Stopping the service while its volume is copied")
    try await ServiceControl(work.engine).stop(id)
    return true
  }

  private func turnOn() async throws {
    guard let id = plan.deployableID else { return }
    await work.log.line("Starting the service again")
    try await ServiceControl(work.engine).start(id)
  }
}
