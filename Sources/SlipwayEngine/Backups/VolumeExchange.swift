import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Puts a volume that stands ready in the place of another, and brings the service back on it.
///
/// It is written down before the first thing is taken away: after a crash the next attempt goes on with what stands ready
/// and needs no destination, and until all of it is in its place the rows say that the service shall not run, so that
/// nobody starts it on an empty or half volume.
struct VolumeExchange: Sendable {
  private static let attempts = 3
  let work: BackupWork
  let target: ID<Deployable>
  /// The one that is replaced.
  let volume: String

  static func staging(of run: ID<BackupRun>) -> String { "slipway-restore-\(run.rawValue.lowercased())" }

  /// The name of the volume that stands ready.
  var staging: String { Self.staging(of: work.run.id) }

  /// From here on the exchange happens, whoever is cut off or changes their mind.
  /// - Throws: `CancellationError` when somebody did in time; ``SlipwayError`` `conflict` when somebody else has the
  ///   volume. Nothing was taken away then.
  func begin(_ staged: StagedVolume) async throws {
    try await release()
    let (id, target) = (work.run.id, target)
    try await work.engine.store.write { tx in
      var run = try tx.backupRuns.one(id)
      guard !run.isCancelRequested else { throw CancellationError() }
      run.restore?.staged = staged
      try tx.backupRuns.update(run)
      if staged.isServing { try tx.deployables.setStopped(target, true) }
    }
    StepRecorder.reached("exchange", work.engine.configuration)
  }

  /// Goes on with what an attempt before has begun.
  /// - Returns: `nil` when somebody has removed what stood ready: then all of it begins again. The service stays stopped.
  func resume(_ staged: StagedVolume) async throws -> String? {
    let exchange = self
    if !staged.isFilled {
      guard try await work.docker.inspectVolume(staging) != nil else {
        await work.log.line("The volume \(staging) is gone; beginning again from the destination")
        try await forget()
        return nil
      }
      await work.log.line("Going on with what was unpacked beside the volume")
    }
    return try await uncancelled { try await exchange.finish(staged) }
  }

  private func forget() async throws {
    let id = work.run.id
    try await work.engine.store.write { tx in
      var run = try tx.backupRuns.one(id)
      run.restore?.staged = nil
      try tx.backupRuns.update(run)
    }
  }

  /// - Returns: a sentence for the person.
  func finish(_ staged: StagedVolume) async throws -> String {
    if !staged.isFilled { try await insist(staged) }
    if staged.isServing { try await startAgain() }
    return "Restored \(volume) from \(ByteWords.text(staged.bytes))."
  }

  /// Nobody else gets into the lane meanwhile: what fails is tried again here, and a Docker Engine that is away is waited
  /// for.
  private func insist(_ staged: StagedVolume) async throws {
    var (failures, isAway) = (0, false)
    while true {
      do {
        return try await replace(staged)
      } catch {
        let isUnreachable = (error as? SlipwayError)?.code == .unreachable
        if isUnreachable, !isAway { await work.log.line("Docker does not answer; it goes on when Docker does.") }
        isAway = isUnreachable
        if !isUnreachable { failures += 1 }
        guard failures < Self.attempts else { throw await unfinished(staged, error) }
        try await Task.sleep(for: .seconds(2))
      }
    }
  }

  private func replace(_ staged: StagedVolume) async throws {
    let configuration = work.engine.configuration
    // Of an attempt before, for which containers may have come back with a restart of Docker, too.
    try await BackupLeftovers(docker: work.docker).remove(configuration.instance, work.run.id, keepsVolumes: true)
    if staged.isServing {
      let resting = try await RestingServices.find(volume, of: target, work.engine)
      try await ServiceControl(work.engine).stop(target, only: resting)
    }
    try await release()
    try await work.docker.removeVolume(volume)
    StepRecorder.reached("exchange.removed", configuration)
    try await work.docker.createVolume(DockerVolume(Name: volume, Labels: staged.labels))
    await work.log.line("Filling the volume")
    let loan = VolumeLoan(docker: work.docker, labels: work.labels)
    let source = try await loan.container(of: staging, readOnly: true)
    _ = try await loan.fill(
      volume, from: [try await work.dockerCommand(VolumeLoan.reading(source))], work, approve: VolumeSource.check)
    StepRecorder.reached("exchange.filled", configuration)
    try await keep(staged)
    StepRecorder.reached("exchange.end", configuration)
  }

  /// Writes down that all of it is in its place; what earlier attempts kept for it is not needed any more.
  private func keep(_ staged: StagedVolume) async throws {
    let (id, target, volume) = (work.run.id, target, volume)
    try await work.engine.store.write { tx in
      if var run = try tx.backupRuns.find(id) {
        run.restore?.staged?.isFilled = true
        try tx.backupRuns.update(run)
      }
      try UnfinishedExchange.forget(tx, of: target, volumes: [volume])
      if staged.isServing { try tx.deployables.setStopped(target, false) }
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

  /// The service stays stopped: on half a volume it would do harm.
  private func unfinished(_ staged: StagedVolume, _ error: any Error) async -> SlipwayError {
    if staged.isServing {
      let id = target
      // Somebody may have wished otherwise meanwhile.
      _ = try? await work.engine.store.write { try $0.deployables.setStopped(id, true) }
      // What of a stack kept running belongs to what is stopped now.
      try? await ServiceControl(work.engine).stop(id)
    }
    return SlipwayError(
      .commandFailed,
      "The volume \(volume) is not whole: \((error as? SlipwayError)?.message ?? "\(error)") What belongs there is whole "
        + "in the volume \(staging). The service stays stopped; restore again, then start it.", cause: error)
  }

  /// Ended containers keep a volume from being removed. Those of this service are made anew by its start; all others are
  /// somebody's.
  private func release() async throws {
    let own = ReleaseLabels.own(target, work.engine)
    for container in try await work.docker.containers(mounting: volume) {
      let name = container.Names?.first.map { String($0.drop { $0 == "/" }) } ?? container.Id
      guard own.allSatisfy({ container.Labels?[$0.key] == $0.value }) else {
        throw SlipwayError(
          .conflict,
          "The container \(name) has the volume \(volume) too and is not this service's; remove it first, then restore again."
        )
      }
      guard ["created", "exited", "dead"].contains(container.State) else {
        throw SlipwayError(
          .conflict, "The container \(name) still uses the volume \(volume); stop it first, then restore again.")
      }
      try await work.docker.removeContainer(container.Id, force: true)
    }
  }
}
