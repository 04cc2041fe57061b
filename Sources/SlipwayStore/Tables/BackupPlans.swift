package import SlipwayCore

/// What is backed up, where to and how often.
package struct BackupPlans: EntityTable {
  package static let table = "backup_plan"
  package static let noun = "Backup"
  package static let fixedColumns: Set<String> = ["organization_id", "created_at", "content", "deployable_id"]
  package let context: TableContext

  package func columns(of plan: BackupPlan) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", plan.id), ("organization_id", plan.organizationID), ("content", plan.content),
      ("deployable_id", plan.deployableID), ("destination_id", plan.destinationID), ("name", plan.name),
      ("app_name", plan.appName), ("prefix", plan.prefix), ("schedule", plan.schedule), ("time_zone", plan.timeZone),
      ("keep_latest", plan.keepLatest), ("is_enabled", plan.isEnabled),
      ("settings", try JSONColumn.encode(plan.settings)),
      ("credentials", try context.secrets.seal(value: plan.credentials, context: "backup_plan:\(plan.id)")),
      ("created_at", plan.createdAt),
    ]
  }

  package func entity(_ row: Row) throws -> BackupPlan {
    let id: ID<BackupPlan> = try row["id"]
    var plan = BackupPlan(
      id: id, organizationID: try row["organization_id"], content: try row["content"],
      deployableID: try row["deployable_id"], destinationID: try row["destination_id"], appName: try row["app_name"],
      schedule: try row["schedule"], createdAt: try row["created_at"])
    plan.name = try row["name"]
    plan.prefix = try row["prefix"]
    plan.timeZone = try row["time_zone"]
    plan.keepLatest = try row["keep_latest"]
    plan.isEnabled = try row["is_enabled"]
    plan.settings = try JSONColumn.decode(row["settings"], fallback: BackupSettings())
    plan.credentials = try context.secrets.open(
      row["credentials"], as: BackupCredentials.self, context: "backup_plan:\(id)")
    return plan
  }

  /// Of all organisations, oldest first.
  package func all() throws -> [BackupPlan] { try all("ORDER BY created_at, id") }

  /// Oldest first.
  package func all(of deployable: ID<Deployable>) throws -> [BackupPlan] {
    try all("WHERE deployable_id = \(deployable) ORDER BY created_at, id")
  }

  /// Oldest first.
  package func all(in organization: ID<Organization>) throws -> [BackupPlan] {
    try all("WHERE organization_id = \(organization) ORDER BY created_at, id")
  }

  /// Those that go to a destination, oldest first.
  package func all(to destination: ID<Destination>) throws -> [BackupPlan] {
    try all("WHERE destination_id = \(destination) ORDER BY created_at, id")
  }
}
