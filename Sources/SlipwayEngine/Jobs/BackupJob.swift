import Foundation
package import SlipwayCore
import SlipwayHost
package import SlipwayStore

/// Runs one backup, restore or drill from its beginning to its end.
///
/// After a crash it begins again: what the attempt before left is removed first, and each of them can be done twice. A
/// volume that is being put in the place of another is gone on with.
package enum BackupJob: RunnableJob {
  /// Which run; the job's own identifier is the same.
  package struct Arguments: Codable, Sendable {
    package var run: ID<BackupRun>

    package init(run: ID<BackupRun>) { self.run = run }
  }
  package static let kind = "backup"
  package static let pool = JobPool.backups
  private static let patience = Duration.seconds(1)

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let engine = context.engine
    guard let (run, isRepeated) = try await begin(arguments.run, engine) else { return }
    var made = try await BackupWork(engine, run)
    made.isRepeated = isRepeated
    let work = made
    await work.log.resume()
    do {
      try await clear(work)
      let message = try await act(work)
      await work.log.line("Done")
      // What is done is not undone by somebody who changed their mind since.
      try await uncancelled {
        try await close(work)
        try await BackupFinish.ended(run, .done, message, engine)
      }
    } catch {
      try await settle(error, work)
    }
  }

  package static func isUnwanted(_ arguments: Arguments, _ tx: Transaction) throws -> Bool {
    try tx.backupRuns.find(arguments.run)?.isCancelRequested ?? true
  }

  /// What failed three times inside Slipway itself.
  package static func giveUp(_ arguments: Arguments, _ context: JobContext, error: any Error) async throws {
    let engine = context.engine
    guard let run = try await engine.store.read({ try $0.backupRuns.find(arguments.run) }), !run.status.isFinal
    else { return }
    try? await close(try await BackupWork(engine, run))
    let message = (error as? SlipwayError)?.message ?? "something unexpected happened."
    try await repair(run, engine)
    try await BackupFinish.ended(run, .error, "Slipway could not do this: \(message)", engine)
  }

  /// - Returns: the run, running from now on, and whether an attempt before was cut off; `nil` when there is nothing left
  ///   to do.
  private static func begin(
    _ id: ID<BackupRun>, _ engine: Engine
  ) async throws -> (run: BackupRun, isRepeated: Bool)? {
    let now = engine.now()
    let begun = try await engine.store.write { tx -> (run: BackupRun, isRepeated: Bool)? in
      guard let found = try tx.backupRuns.find(id), !found.status.isFinal else { return nil }
      let isRepeated = found.status == .running
      if found.isCancelRequested {
        _ = try tx.backupRuns.finish(id, status: .cancelled, message: nil, now: now)
        if isRepeated { try ServicePause.repair(tx, after: found, now: now) }
        return nil
      }
      if try isTooEarly(found, tx) { throw JobSnooze(wait: patience) }
      _ = try tx.backupRuns.move(id, from: [.queued, .running], to: .running, now: now)
      return (try tx.backupRuns.one(id), isRepeated)
    }
    if let run = begun?.run { engine.bus.publish(.backupRunChanged(run.id, run.organizationID)) }
    return begun
  }

  /// A restore into what is being made for it waits for the deployment, which may wait longer for its pool than this does.
  private static func isTooEarly(_ run: BackupRun, _ tx: Transaction) throws -> Bool {
    guard run.kind == .restore, run.status == .queued, let target = run.deployableID else { return false }
    return try tx.deployments.active(of: target).contains { $0.createdAt <= run.createdAt }
  }

  /// - Returns: what came of it, in a sentence; `nil` when it is written down already.
  private static func act(_ work: BackupWork) async throws -> String? {
    let run = work.run
    switch run.kind {
    case .backup:
      let plan = try await plan(of: run, work.engine)
      let outcome = try await BackupAct(work: work, plan: plan).run()
      if let note = outcome.note { await work.log.line(note) }
      try await BackupFinish.stored(run, outcome, work.engine)
      do {
        try await BackupRetention(work: work, plan: plan).apply()
      } catch let error as SlipwayError {
        // The backup itself is complete: older ones that could not be removed are no reason to say otherwise.
        await work.log.line("Older backups could not be removed now: \(error.message)")
      }
      return outcome.note
    case .restore: return try await RestoreAct(work: work).run()
    case .drill: return try await DrillAct(work: work, plan: plan(of: run, work.engine)).run()
    }
  }

  private static func plan(of run: BackupRun, _ engine: Engine) async throws -> BackupPlan {
    let id = run.planID
    guard let plan = try await engine.store.read({ tx in try id.flatMap { try tx.backupPlans.find($0) } }) else {
      throw SlipwayError(.preconditionFailed, "The backup's settings were removed.")
    }
    return plan
  }

  private static func settle(_ error: any Error, _ work: BackupWork) async throws {
    let (run, engine) = (work.run, work.engine)
    if error is CancellationError || Task.isCancelled {
      let now = try await uncancelled { try await engine.store.read { try $0.backupRuns.find(run.id) } }
      try await uncancelled { try await close(work) }
      guard let now, now.isCancelRequested else {
        // The server stops: it begins again after the restart.
        await work.log.line("Interrupted: the server stops. It begins again after the restart.")
        await work.log.flush()
        throw CancellationError()
      }
      await work.log.line("Cancelled")
      await work.log.flush()
      if work.isRepeated { try await uncancelled { try await repair(run, engine) } }
      return try await uncancelled { try await BackupFinish.ended(run, .cancelled, nil, engine) }
    }
    guard let reason = reason(of: error) else {
      // What is left is removed by the next attempt: the first failure is the one to tell.
      try? await close(work)
      throw error
    }
    let message = await work.log.redacted(reason)
    await work.log.line("Failed: \(message)")
    try await close(work)
    if work.isRepeated { try await repair(run, engine) }
    try await BackupFinish.ended(run, .error, message, engine)
    throw JobRefusal(message)
  }

  /// - Returns: `nil` for what is Slipway's own failure: that is tried again.
  private static func reason(of error: any Error) -> String? {
    if let refusal = error as? JobRefusal { return refusal.message }
    guard let known = error as? SlipwayError, known.code != .internal else { return nil }
    return known.message
  }

  /// An attempt that was cut off may have left a service at rest.
  private static func repair(_ run: BackupRun, _ engine: Engine) async throws {
    let now = engine.now()
    try await engine.store.write { try ServicePause.repair($0, after: run, now: now) }
  }

  /// What an attempt before a crash left, but for what is still to be put in its place.
  private static func clear(_ work: BackupWork) async throws {
    let id = work.run.id
    let isExchanging = try await work.engine.store.read { try $0.backupRuns.find(id)?.isExchanging ?? false }
    try await work.host.files.remove(work.folder)
    try await BackupLeftovers(docker: work.docker).remove(
      work.engine.configuration.instance, id, keepsVolumes: isExchanging)
  }

  private static func close(_ work: BackupWork) async throws {
    await work.log.flush()
    try await clear(work)
  }
}
