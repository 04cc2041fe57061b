package import Foundation
package import SlipwayCore
package import SlipwayStore

/// Where runs wait: the run and its job are one transaction. A run is in the lane of what it touches, so that it never
/// meets a deployment, a restore or the removal of the same thing.
package enum BackupQueue {
  /// Of Slipway itself.
  static let panelLane = "panel"

  /// - Throws: ``SlipwayError`` `conflict` when a backup of the plan waits or is at work already.
  package static func backUp(_ tx: Transaction, _ plan: BackupPlan, title: String, now: Date) throws -> BackupRun {
    guard try tx.backupRuns.active(of: plan.id).isEmpty else {
      throw SlipwayError(.conflict, "A run of this backup waits or is at work already; wait for it or cancel it.")
    }
    var run = BackupRun(
      organizationID: plan.organizationID, kind: .backup, planID: plan.id, deployableID: plan.deployableID,
      destinationID: plan.destinationID, title: title, objectKey: "", createdAt: now)
    run.objectKey = ObjectKey.make(plan, run.id, ending: try ending(plan, tx), at: now)
    try enqueue(tx, run, now: now)
    return run
  }

  /// Restores the plan's newest backup for trial.
  /// - Throws: ``SlipwayError`` `preconditionFailed` when there is none yet.
  package static func drill(_ tx: Transaction, _ plan: BackupPlan, title: String, now: Date) throws -> BackupRun {
    guard plan.content == .database else {
      throw SlipwayError(.preconditionFailed, "Only backups of databases are restored for trial.")
    }
    guard let newest = try tx.backupRuns.stored(of: plan.id).first else {
      throw SlipwayError(.preconditionFailed, "There is no complete backup of this plan yet; make one first.")
    }
    let run = BackupRun(
      organizationID: plan.organizationID, kind: .drill, planID: plan.id, deployableID: plan.deployableID,
      destinationID: newest.destinationID, title: title, objectKey: newest.objectKey, createdAt: now)
    try enqueue(tx, run, now: now)
    return run
  }

  /// - Parameter target: what it is restored into.
  package static func restore(
    _ tx: Transaction, _ request: RestoreRequest, key: String, from destination: ID<Destination>,
    into target: Deployable, now: Date
  ) throws -> BackupRun {
    var run = BackupRun(
      organizationID: target.organizationID, kind: .restore, deployableID: target.id, destinationID: destination,
      title: "Restore into \(target.name)", objectKey: key, createdAt: now)
    run.restore = request
    try enqueue(tx, run, now: now)
    return run
  }

  /// Ends a waiting run at once; asks the worker of a running one to stop and clean up.
  /// - Throws: ``SlipwayError`` `conflict` while it puts one volume in the place of another.
  package static func cancel(_ tx: Transaction, _ id: ID<BackupRun>, now: Date) throws -> BackupRun {
    let run = try tx.backupRuns.one(id)
    guard run.status.isFinal || !run.isExchanging else {
      throw SlipwayError(
        .conflict, "The volume is being replaced, which cannot be left half done; wait for the restore's end.")
    }
    if run.status == .queued, try tx.jobs.cancelQueued(ID(id.rawValue)) {
      _ = try tx.backupRuns.finish(id, status: .cancelled, message: nil, now: now)
    } else {
      try tx.backupRuns.requestCancel(id)
    }
    return try tx.backupRuns.one(id)
  }

  /// Writes down that a run of a plan did not begin when its moment came.
  /// - Parameter status: `cancelled` for one that had no room, `error` for what must be mended.
  static func missed(
    _ tx: Transaction, _ recurrence: Recurrence, _ kind: BackupRun.Kind, _ status: BackupRun.Status, _ words: String,
    now: Date
  ) throws {
    let plan = ID<BackupPlan>(recurrence.subject)
    // One row says it until another run has come: an hourly plan would say it every hour.
    if let last = try tx.backupRuns.all(of: plan, limit: 1).first, last.startedAt == nil, last.message == words {
      return
    }
    let run = BackupRun(
      organizationID: recurrence.organizationID, kind: kind, planID: plan, destinationID: nil,
      title: kind == .drill ? "Scheduled drill" : "Scheduled backup", objectKey: "", createdAt: now)
    try tx.backupRuns.insert(run)
    _ = try tx.backupRuns.finish(run.id, status: status, message: words, now: now)
    try tx.backupRuns.trim(of: plan)
  }

  /// Gives a run that has no living job one again.
  static func revive(_ tx: Transaction, _ run: BackupRun, now: Date) throws {
    try tx.jobs.delete(ID(run.id.rawValue))
    try enqueueJob(tx, run, now: now)
  }

  private static func enqueue(_ tx: Transaction, _ run: BackupRun, now: Date) throws {
    try tx.backupRuns.insert(run)
    try enqueueJob(tx, run, now: now)
  }

  private static func enqueueJob(_ tx: Transaction, _ run: BackupRun, now: Date) throws {
    let lane = run.deployableID.map(JobLane.deployable) ?? panelLane
    var job = try BackupJob.queued(
      BackupJob.Arguments(run: run.id), id: ID(run.id.rawValue), organization: run.organizationID, lane: lane,
      at: now, now: now)
    // Somebody waits for it: it has room of its own beside backups that take all night.
    if run.kind == .restore { job.pool = JobPool.restores.rawValue }
    try tx.jobs.enqueue(job)
  }

  /// How a plan's objects end, as published.
  private static func ending(_ plan: BackupPlan, _ tx: Transaction) throws -> String {
    switch plan.content {
    case .volume: return "tar"
    case .panel: return "tar.gz"
    case .compose, .database:
      let owner = try plan.deployableID.flatMap { try tx.databases.find($0) }
      guard let engine = owner?.settings.engine ?? plan.settings.engine else { return "sql.gz" }
      return DatabaseEngines.engine(engine).dumpEnding
    }
  }
}
