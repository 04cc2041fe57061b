import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Puts an archive back as a volume's whole content.
///
/// It is unpacked into a volume of its own first and verified on the way, so that what is there is touched only when all
/// of the backup has come. Then the service is stopped and the volumes are exchanged. A crash before the exchange begins
/// again from the destination, one in it goes on with what was unpacked.
struct VolumeRestore: Sendable {
  let work: BackupWork
  let store: ObjectStore
  let target: ID<Deployable>

  func run(_ request: RestoreRequest, _ manifest: BackupManifest?) async throws -> String {
    let name = request.volumeName ?? ""
    let present = try await work.volumes.check(name)
    try refuseForeign(present, name)
    let exchange = VolumeExchange(work: work, target: target, volume: name)
    try await work.docker.createVolume(DockerVolume(Name: exchange.staging, Labels: work.labels))
    await work.log.line("Unpacking \(work.run.objectKey) beside the volume")
    let loan = VolumeLoan(docker: work.docker, labels: work.labels)
    let bytes = try await loan.fill(exchange.staging, from: [store.download(work.run.objectKey)], work) { measure in
      try BackupCheck.matches(manifest)(measure)
      try VolumeSource.check(measure)
    }
    let labels = (present ?? work.volumes.fresh(name)).Labels ?? [:]
    return try await replace(exchange, by: StagedVolume(bytes: bytes, labels: labels, isServing: false))
  }

  /// What its driver keeps elsewhere is not emptied by making the volume anew.
  private func refuseForeign(_ volume: DockerVolume?, _ name: String) throws {
    guard let volume, !(volume.Options ?? [:]).isEmpty || volume.Driver ?? "local" != "local" else { return }
    throw SlipwayError(
      .preconditionFailed,
      "The volume \(name) is kept elsewhere by its driver, so that Slipway cannot empty it: restore into another volume."
    )
  }

  private func replace(_ exchange: VolumeExchange, by staged: StagedVolume) async throws -> String {
    let volume = exchange.volume
    let pause = try await ServicePause.begin(target, for: volume, work, while: "the volume \(volume) is replaced")
    var known = staged
    known.isServing = pause != nil
    let ready = known
    do {
      try Task.checkCancellation()
      try await uncancelled { try await exchange.begin(ready) }
    } catch {
      await pause?.undo()
      throw error
    }
    // From here on a cancellation would leave half a volume.
    return try await uncancelled { try await exchange.finish(ready) }
  }
}
