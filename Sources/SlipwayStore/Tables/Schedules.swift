package import SlipwayCore

/// The commands that are run again and again.
package struct Schedules: EntityTable {
  package static let table = "schedule"
  package static let noun = "Schedule"
  package static let fixedColumns: Set<String> = [
    "organization_id", "created_at", "place", "deployable_id", "server_id",
  ]
  package let context: TableContext

  package func columns(of schedule: Schedule) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", schedule.id), ("organization_id", schedule.organizationID), ("place", schedule.place),
      ("deployable_id", schedule.deployableID), ("server_id", schedule.serverID), ("name", schedule.name),
      ("description", schedule.description),
      ("app_name", schedule.appName), ("expression", schedule.expression), ("time_zone", schedule.timeZone),
      ("is_enabled", schedule.isEnabled), ("shell", schedule.shell),
      ("settings", try JSONColumn.encode(schedule.settings)),
      ("command", try context.secrets.seal(value: schedule.text, context: "schedule:\(schedule.id)")),
      ("created_at", schedule.createdAt),
    ]
  }

  package func entity(_ row: Row) throws -> Schedule {
    let id: ID<Schedule> = try row["id"]
    var schedule = Schedule(
      id: id, organizationID: try row["organization_id"], place: try row["place"],
      deployableID: try row["deployable_id"], name: try row["name"], expression: try row["expression"],
      createdAt: try row["created_at"])
    schedule.serverID = try row["server_id"]
    schedule.description = try row["description"]
    schedule.appName = try row["app_name"]
    schedule.timeZone = try row["time_zone"]
    schedule.isEnabled = try row["is_enabled"]
    schedule.shell = try row["shell"]
    schedule.settings = try JSONColumn.decode(row["settings"], fallback: ScheduleSettings())
    schedule.text = try context.secrets.open(row["command"], as: ScheduleText.self, context: "schedule:\(id)")
    return schedule
  }

  /// Oldest first.
  package func all(of deployable: ID<Deployable>) throws -> [Schedule] {
    try all("WHERE deployable_id = \(deployable) ORDER BY created_at, id")
  }

  /// Those that run on a server's machine, oldest first.
  package func all(on server: ID<Server>) throws -> [Schedule] {
    try all("WHERE server_id = \(server) ORDER BY created_at, id")
  }

  /// Oldest first.
  package func all(in organization: ID<Organization>) throws -> [Schedule] {
    try all("WHERE organization_id = \(organization) ORDER BY created_at, id")
  }

  /// Those that run on the machine itself, oldest first.
  package func panel(of organization: ID<Organization>) throws -> [Schedule] {
    try all("WHERE organization_id = \(organization) AND place = \(Schedule.Place.panel) ORDER BY created_at, id")
  }
}
