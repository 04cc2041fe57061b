import Foundation
package import SlipwayCore

/// Each act of backing up and restoring.
package struct BackupRuns: RunTable {
  package static let table = "backup_run"
  package static let noun = "Run"
  package static var fixedColumns: Set<String> { movedColumns }
  package let context: TableContext

  package func columns(of run: BackupRun) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", run.id), ("organization_id", run.organizationID), ("kind", run.kind), ("plan_id", run.planID),
      ("deployable_id", run.deployableID), ("destination_id", run.destinationID), ("status", run.status),
      ("title", run.title), ("object_key", run.objectKey),
      ("restore", try run.restore.map { try JSONColumn.encode($0) }),
      ("manifest", try run.manifest.map { try JSONColumn.encode($0) }), ("is_stored", run.isStored),
      ("found", run.found), ("created_at", run.createdAt), ("started_at", run.startedAt),
      ("finished_at", run.finishedAt),
      ("message", run.message), ("is_cancel_requested", run.isCancelRequested),
    ]
  }

  package func entity(_ row: Row) throws -> BackupRun {
    var run = BackupRun(
      id: try row["id"], organizationID: try row["organization_id"], kind: try row["kind"],
      planID: try row["plan_id"], deployableID: try row["deployable_id"], destinationID: try row["destination_id"],
      title: try row["title"], objectKey: try row["object_key"], createdAt: try row["created_at"])
    run.status = try row["status"]
    let (restore, manifest): (String?, String?) = (try row["restore"], try row["manifest"])
    run.restore = try restore.map { try JSONColumn.decode($0) }
    run.manifest = try manifest.map { try JSONColumn.decode($0) }
    run.isStored = try row["is_stored"]
    run.found = try row["found"]
    run.startedAt = try row["started_at"]
    run.finishedAt = try row["finished_at"]
    run.message = try row["message"]
    run.isCancelRequested = try row["is_cancel_requested"]
    return run
  }

  /// Newest first.
  package func all(of plan: ID<BackupPlan>, limit: Int = 50) throws -> [BackupRun] {
    try all("WHERE plan_id = \(plan) ORDER BY position DESC LIMIT \(limit)")
  }

  /// Newest first.
  package func all(of deployable: ID<Deployable>, limit: Int = 50) throws -> [BackupRun] {
    try all("WHERE deployable_id = \(deployable) ORDER BY position DESC LIMIT \(limit)")
  }

  /// Queued or running of a plan, oldest first.
  package func active(of plan: ID<BackupPlan>) throws -> [BackupRun] {
    try all("WHERE plan_id = \(plan) AND status IN ('queued', 'running') ORDER BY position")
  }

  /// Queued or running of a service, oldest first.
  package func active(of deployable: ID<Deployable>) throws -> [BackupRun] {
    try all("WHERE deployable_id = \(deployable) AND status IN ('queued', 'running') ORDER BY position")
  }

  /// The complete backups of a plan that are in its destination, newest first.
  package func stored(of plan: ID<BackupPlan>) throws -> [BackupRun] {
    try all("WHERE plan_id = \(plan) AND kind = 'backup' AND status = 'done' AND is_stored ORDER BY position DESC")
  }

  /// The newest drill of a plan that proved its backup and counted what is in it.
  package func lastDrill(of plan: ID<BackupPlan>) throws -> BackupRun? {
    try first(
      """
      WHERE plan_id = \(plan) AND kind = 'drill' AND status = 'done' AND found IS NOT NULL ORDER BY position DESC LIMIT 1
      """)
  }

  /// Notes what is known of a backup's object.
  /// - Parameter isStored: whether it is complete in the destination.
  package func setManifest(_ id: ID<BackupRun>, _ manifest: BackupManifest, isStored: Bool) throws {
    let text = try JSONColumn.encode(manifest)
    try connection.run("UPDATE backup_run SET manifest = \(text), is_stored = \(isStored) WHERE id = \(id)")
  }

  /// Notes what a drill found.
  package func setFound(_ id: ID<BackupRun>, _ found: Int) throws {
    try connection.run("UPDATE backup_run SET found = \(found) WHERE id = \(id)")
  }

  /// Notes that the object is not in the destination any more.
  package func setRemoved(_ id: ID<BackupRun>) throws {
    try connection.run("UPDATE backup_run SET is_stored = FALSE WHERE id = \(id)")
  }

  /// Forgets old runs of a plan with their logs, but none whose object is still stored.
  package func trim(of plan: ID<BackupPlan>, keep: Int = 50) throws {
    try connection.run(
      """
      DELETE FROM backup_run WHERE plan_id = \(plan) AND status NOT IN ('queued', 'running') AND NOT is_stored
        AND id NOT IN (SELECT id FROM backup_run WHERE plan_id = \(plan) ORDER BY position DESC LIMIT \(keep))
      """)
  }

  /// Forgets old restores into a service, and old runs of plans that it does not have any more, with their logs. Nobody
  /// keeps the objects of these in order.
  /// - Parameter deployable: `nil` for those of Slipway itself.
  package func trimPlanless(
    of deployable: ID<Deployable>?, in organization: ID<Organization>, keep: Int = 50
  ) throws {
    let owner: SQL = deployable.map { "deployable_id = \($0)" } ?? "deployable_id IS NULL"
    let condition: SQL = "\(owner) AND organization_id = \(organization) AND plan_id IS NULL"
    try connection.run(
      """
      DELETE FROM backup_run WHERE \(condition) AND status NOT IN ('queued', 'running')
        AND id NOT IN (SELECT id FROM backup_run WHERE \(condition) ORDER BY position DESC LIMIT \(keep))
      """)
  }
}
