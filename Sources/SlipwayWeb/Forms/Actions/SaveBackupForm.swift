import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// Sets up or changes a backup of a database or of Slipway itself.
enum SaveBackupForm: FormAction {
  static let name = "save-backup"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    var input: [String: JSONValue] = [
      "schedule": .string(fields.text("schedule")), "enabled": fields.flag("enabled"),
      "prefix": .string(fields.text("prefix")), "destinationId": .string(fields.text("destinationId")),
      "database": .string(fields.text("database")), "databaseType": .string(fields.text("databaseType")),
      "keepLatestCount": try fields.integer("keepLatestCount").map { .integer($0) } ?? .null,
      "timezone": fields.optional("timezone"), "drillSchedule": fields.optional("drillSchedule"),
    ]
    if fields["includeEncryptionKey"] != nil { input["includeEncryptionKey"] = fields.flag("includeEncryptionKey") }
    if let id = fields["backupId"] {
      input["backupId"] = .string(id)
      input["serviceName"] = fields.optional("serviceName")
      input["metadata"] = login(fields) ?? .null
      try await desk.call("backup.update", input)
    } else {
      for engine in DatabaseEngines.all where fields[engine.idField] != nil {
        input[engine.idField] = .string(fields.text(engine.idField))
      }
      if let stack = fields["composeId"] {
        input["composeId"] = .string(stack)
        input["backupType"] = "compose"
        input["serviceName"] = .string(fields.text("serviceName"))
        input["metadata"] = login(fields) ?? .null
      }
      try await desk.call("backup.create", input)
    }
    return .back
  }

  /// How the database of a compose stack is signed in to.
  private static func login(_ fields: TextFields) -> JSONValue? {
    guard fields["databaseUser"] != nil else { return nil }
    return [
      fields.text("databaseType"): [
        "databaseUser": fields.optional("databaseUser"), "databasePassword": fields.optional("databasePassword"),
      ]
    ]
  }
}
