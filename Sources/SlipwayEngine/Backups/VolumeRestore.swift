import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Puts an archive back as a volume's whole content.
///
/// It is unpacked into a volume of its own first and verified on the way, so that what is there is touched only when all
/// of the backup has come. Then the service is stopped, the volume made anew and filled from there, and the service
/// started again. A crash in between begins again from the destination.
struct VolumeRestore: Sendable {
  let work: BackupWork
  let store: ObjectStore
  let target: ID<Deployable>

  func run(_ request: RestoreRequest, _ manifest: BackupManifest?) async throws -> String {
    let name = request.volumeName ?? ""
    if let content = manifest?.content, content != .volume {
      throw SlipwayError(.preconditionFailed, "This is no backup of a volume.")
    }
    let present = try await work.volumes.check(name)
    try refuseForeign(present, name)
    let staging = DockerVolume(Name: "slipway-restore-\(work.run.id.rawValue.lowercased())", Labels: work.labels)
    try await work.docker.createVolume(staging)
    await work.log.line("Unpacking \(work.run.objectKey) beside the volume")
    let bytes = try await fill(staging.Name, from: [store.download(work.run.objectKey)]) { measure in
      try BackupCheck.matches(manifest)(measure)
      try VolumeSource.check(measure)
    }
    try await replace(present ?? work.volumes.fresh(name), with: staging.Name)
    return "Restored \(name) from \(ByteWords.text(bytes))."
  }

  /// What its driver keeps elsewhere is not emptied by making the volume anew.
  private func refuseForeign(_ volume: DockerVolume?, _ name: String) throws {
    guard let volume, !(volume.Options ?? [:]).isEmpty || volume.Driver ?? "local" != "local" else { return }
    throw SlipwayError(
      .preconditionFailed,
      "The volume \(name) is kept elsewhere by its driver, so that Slipway cannot empty it: restore into another volume."
    )
  }

  private func replace(_ volume: DockerVolume, with staging: String) async throws {
    let (id, work) = (target, work)
    let isWanted = try await work.engine.store.read { tx in
      try tx.deployables.find(id)?.isStopped == false && tx.releases.current(of: id) != nil
    }
    if isWanted {
      await work.log.line("Stopping the service while its volume is replaced")
      try await ServiceControl(work.engine).stop(id)
    }
    let filling = self
    // From here on a cancellation would leave half a volume.
    try await uncancelled {
      do {
        try await filling.release(volume.Name)
      } catch {
        if isWanted { try await ServiceControl(work.engine).start(id) }
        throw error
      }
      do {
        try await filling.exchange(volume, for: staging)
      } catch {
        // On half a volume the service would do harm: it stays stopped until somebody decides.
        try await filling.keepStopped()
        throw error
      }
      if isWanted { try await filling.startAgain() }
    }
  }

  private func startAgain() async throws {
    await work.log.line("Starting the service again")
    do {
      try await ServiceControl(work.engine).start(target)
    } catch let refusal as JobRefusal {
      throw SlipwayError(
        .commandFailed, "The volume is restored, but the service does not come up on it. \(refusal.message)")
    }
  }

  private func exchange(_ volume: DockerVolume, for staging: String) async throws {
    try await work.docker.removeVolume(volume.Name)
    try await work.docker.createVolume(volume)
    let loan = VolumeLoan(docker: work.docker, labels: work.labels)
    let source = try await loan.container(of: staging, readOnly: true)
    await work.log.line("Filling the volume")
    _ = try await fill(
      volume.Name, from: [try await work.dockerCommand(VolumeLoan.reading(source))], approve: VolumeSource.check)
  }

  private func keepStopped() async throws {
    let id = target
    await work.log.line("The service stays stopped: its volume may not be whole. Restore again, then start it.")
    try await work.engine.store.write { try $0.deployables.setStopped(id, true) }
  }

  /// Ended containers keep a volume from being removed; those that run are somebody else's.
  private func release(_ volume: String) async throws {
    for container in try await work.docker.containers(mounting: volume) {
      guard container.State != "running" else {
        let name = container.Names?.first.map { String($0.drop { $0 == "/" }) } ?? container.Id
        throw SlipwayError(
          .conflict, "The container \(name) uses the volume \(volume); stop it first. Nothing was changed.")
      }
      try await work.docker.removeContainer(container.Id, force: true)
    }
  }

  private func fill(
    _ volume: String, from commands: [Command], approve: @escaping @Sendable (StreamMeasure) throws -> Void
  ) async throws -> Int {
    let loan = VolumeLoan(docker: work.docker, labels: work.labels)
    let container = try await loan.container(of: volume, readOnly: false)
    let unpacking = try await work.dockerCommand(VolumeLoan.writing(container))
    let measure = try await work.stream(
      Pipeline(commands, into: unpacking, what: "The restore", approve: approve))
    try await work.docker.removeContainer(container, force: true)
    return measure.bytes
  }
}
