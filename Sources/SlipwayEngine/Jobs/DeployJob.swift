import Foundation
import Logging
package import SlipwayCore
import SlipwayHost
package import SlipwayStore

/// Runs one deployment from its first step to its end.
package enum DeployJob: RunnableJob {
  /// Which deployment; the job's own identifier is the same.
  package struct Arguments: Codable, Sendable {
    package var deployment: ID<Deployment>

    package init(deployment: ID<Deployment>) { self.deployment = deployment }
  }
  package static let kind = "deploy"
  package static let pool = JobPool.builds

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let engine = context.engine
    try await keepInLine(arguments.deployment, context)
    guard let deployment = try await begin(arguments.deployment, engine) else { return }
    let log = DeploymentLog(engine: engine, deployment: deployment.id)
    let steps = StepRecorder(engine: engine, deployment: deployment)
    await log.resume()
    let pipeline = DeploymentPipeline(engine: engine, deployment: deployment, log: log, steps: steps)
    do {
      let release = try await pipeline.run()
      StepRecorder.reached("switch.end", engine.configuration)
      await log.line("Done: the new version serves.")
      try await close(log, pipeline)
      try await DeploymentFinish.finish(deployment, .done(release), engine)
      // What was staged for the switch is what the rows say from now on.
      try? await engine.routes.settle(deployment.deployableID)
    } catch {
      try await settle(error, deployment, log, steps) { try await close(log, pipeline) }
    }
  }

  package static func isUnwanted(_ arguments: Arguments, _ tx: Transaction) throws -> Bool {
    try tx.deployments.find(arguments.deployment)?.isCancelRequested ?? true
  }

  /// What failed three times inside Slipway itself ends as an error, with what is known.
  package static func giveUp(_ arguments: Arguments, _ context: JobContext, error: any Error) async throws {
    let engine = context.engine
    let found = try await engine.store.read { try $0.deployments.find(arguments.deployment) }
    guard let deployment = found, !deployment.status.isFinal else { return }
    let evidence = Evidence(
      step: deployment.step ?? .queue, summary: "Slipway could not do this: \(message(of: error))",
      advice: "The server's log has more. Deploy again when the cause is gone.",
      isPreviousServing: try await isServing(deployment, engine))
    let log = DeploymentLog(engine: engine, deployment: deployment.id)
    await log.resume()
    await undo(deployment, log, engine)
    await log.line("Failed: \(evidence.summary)")
    await log.flush()
    try await engine.hosts.thisMachine().files.remove(engine.folders.work(of: deployment.id))
    _ = try await engine.store.write {
      try $0.deployments.move(deployment.id, from: [.queued], to: .running, now: engine.now())
    }
    try await DeploymentFinish.finish(deployment, .failed(evidence), engine)
  }

  /// What was queued as something that builds nothing may have been changed since: then it waits among the builds.
  private static func keepInLine(_ id: ID<Deployment>, _ context: JobContext) async throws {
    guard context.job.pool == JobPool.releases.rawValue else { return }
    let pool = try await context.engine.store.read { tx in
      try tx.deployments.find(id).map { try DeploymentPool.of($0, tx) }
    }
    if pool == .builds { throw JobSnooze(wait: .zero, pool: .builds) }
  }

  /// - Returns: the deployment, running from now on; `nil` when there is nothing left to do.
  private static func begin(_ id: ID<Deployment>, _ engine: Engine) async throws -> Deployment? {
    let now = engine.now()
    let (found, waits) = try await engine.store.write { tx -> (Deployment?, Bool) in
      guard let found = try tx.deployments.find(id), !found.status.isFinal else { return (nil, false) }
      // One that is running already was left behind by a process that died.
      if found.status == .running, !found.isCancelRequested, try putBack(tx, found, now) {
        return (try tx.deployments.one(id), false)
      }
      guard try found.isCancelRequested || BuildTurn.take(found, tx) else { return (found, true) }
      _ = try tx.deployments.move(id, from: [.queued], to: .running, now: now)
      try tx.deployables.setStatus(found.deployableID, .running)
      return (try tx.deployments.one(id), false)
    }
    if waits { throw JobSnooze(wait: BuildTurn.wait) }
    if let found { tell(of: found, engine) }
    return found?.status == .running ? found : nil
  }

  private static func tell(of deployment: Deployment, _ engine: Engine) {
    engine.bus.publish(.deploymentChanged(deployment.id, deployment.deployableID, deployment.organizationID))
    engine.bus.publish(.deployableChanged(deployment.deployableID, deployment.organizationID))
  }

  private static func settle(
    _ error: any Error, _ deployment: Deployment, _ log: DeploymentLog, _ steps: StepRecorder,
    close: @escaping @Sendable () async throws -> Void
  ) async throws {
    let engine = steps.engine
    if error is CancellationError || Task.isCancelled {
      guard try await DeploymentQueue.isCancelRequested(deployment.id, engine) else {
        return try await interrupted(deployment, log, engine)
      }
      await undo(deployment, log, engine)
      await log.line("Cancelled: everything was undone.")
      try await uncancelled(close)
      return try await DeploymentFinish.finish(deployment, .cancelled, engine)
    }
    var evidence = await evidence(of: error, deployment, log, steps)
    switch await undo(deployment, log, engine) {
    case .none: evidence?.isPreviousServing = false
    case .some(let isPutBack): evidence?.isPutBack = isPutBack ? true : nil
    }
    guard let evidence else {
      try await putBack(deployment, log, "Failed inside Slipway: \(message(of: error))", engine)
      throw error
    }
    await log.line("Failed: \(evidence.summary)")
    if let advice = evidence.advice { await log.line(advice) }
    try await uncancelled(close)
    try await DeploymentFinish.finish(deployment, .failed(evidence), engine)
  }

  /// What can be undone before an operating system ends a service that does not stop.
  private static let parting = Duration.seconds(30)

  /// When the process has to stop, the next one goes on with the candidate, as it does after a power cut; only a version
  /// that was stopped for it is brought back, because somebody has to answer meanwhile.
  private static func interrupted(_ deployment: Deployment, _ log: DeploymentLog, _ engine: Engine) async throws {
    do {
      try await ReleaseUndo(engine: engine, deployment: deployment, log: log).bringBackSuspended(within: parting)
    } catch {
      await log.line("The version before could not be brought back: \(message(of: error))")
    }
    try await putBack(deployment, log, "Interrupted: the server stops. It goes on after the restart.", engine)
    throw CancellationError()
  }

  /// - Returns: `nil` for what is Slipway's own failure: that is tried again.
  private static func evidence(
    of error: any Error, _ deployment: Deployment, _ log: DeploymentLog, _ steps: StepRecorder
  ) async -> Evidence? {
    var evidence: Evidence
    if let failure = error as? DeploymentFailure {
      evidence = failure.evidence
    } else if let error = error as? SlipwayError, error.code != .internal {
      evidence = Evidence(step: await steps.current, summary: error.message)
      evidence.isPreviousServing = (try? await isServing(deployment, steps.engine)) ?? false
    } else {
      return nil
    }
    evidence.summary = await log.redacted(evidence.summary)
    if let message = evidence.dockerMessage { evidence.dockerMessage = await log.redacted(message) }
    for index in evidence.containerLog.indices {
      evidence.containerLog[index] = await log.redacted(evidence.containerLog[index])
    }
    evidence.services = await redacted(evidence.services, log)
    return evidence
  }

  private static func redacted(_ services: [Evidence.Service]?, _ log: DeploymentLog) async -> [Evidence.Service]? {
    guard var services else { return nil }
    for index in services.indices {
      if let message = services[index].message { services[index].message = await log.redacted(message) }
      var lines: [String] = []
      for line in services[index].lastLines { lines.append(await log.redacted(line)) }
      services[index].lastLines = lines
    }
    return services
  }

  /// Of this attempt, and of those that a crash has ended.
  /// - Returns: whether something had been replaced and was put back; `nil` when not all is as it was before.
  @discardableResult
  private static func undo(_ deployment: Deployment, _ log: DeploymentLog, _ engine: Engine) async -> Bool? {
    do {
      return try await ReleaseUndo(engine: engine, deployment: deployment, log: log).run()
    } catch {
      await log.line("Not everything could be undone yet: \(message(of: error)). It is tried again by itself.")
      return nil
    }
  }

  /// It waits for the next attempt, unless a newer one that includes it was asked for meanwhile: an older commit must
  /// never go live over a newer one.
  private static func putBack(
    _ deployment: Deployment, _ log: DeploymentLog, _ line: String, _ engine: Engine
  ) async throws {
    await log.line(line)
    let now = engine.now()
    let isSuperseded = try await uncancelled { try await engine.store.write { try putBack($0, deployment, now) } }
    if isSuperseded { await log.line("A newer deployment takes its place.") }
    await log.flush()
    tell(of: deployment, engine)
  }

  /// - Returns: whether a newer one took its place.
  private static func putBack(_ tx: Transaction, _ deployment: Deployment, _ now: Date) throws -> Bool {
    guard try tx.deployments.move(deployment.id, from: [.running], to: .queued, now: now) else { return false }
    guard try tx.deployments.newer(than: deployment).contains(where: { $0.kind.includes(deployment.kind) }) else {
      return false
    }
    return try DeploymentFinish.end(tx, try tx.deployments.one(deployment.id), .superseded, now)
  }

  private static func close(_ log: DeploymentLog, _ pipeline: DeploymentPipeline) async throws {
    await log.flush()
    try await pipeline.removeWorkFolder()
  }

  private static func isServing(_ deployment: Deployment, _ engine: Engine) async throws -> Bool {
    try await engine.store.read { tx in
      let isStopped = try tx.deployables.find(deployment.deployableID)?.isStopped ?? true
      return try !isStopped && tx.releases.current(of: deployment.deployableID) != nil
    }
  }

  private static func message(of error: any Error) -> String {
    // Other errors may hold anything, secrets too; the server's log has them.
    (error as? SlipwayError)?.message ?? "something unexpected happened."
  }
}
