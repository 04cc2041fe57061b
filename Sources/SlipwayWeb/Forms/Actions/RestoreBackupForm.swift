import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Restores a file into a database or a volume, there or made for it, and leads to its log.
enum RestoreBackupForm: FormAction {
  static let name = "restore-backup"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    var input: [String: JSONValue] = ["destinationId": .string(fields.text("destinationId"))]
    if fields["newName"] != nil {
      input["newName"] = .string(fields.text("newName"))
    } else if fields.text("_name") != fields.text("targetName") {
      throw SlipwayError.invalid("_name", "type the name of what is overwritten, to confirm")
    }
    let answer: JSONValue
    let isVolume = fields["target"].map { $0 == "volume" } ?? (fields["volumeName"] != nil)
    if isVolume {
      input["serviceId"] = .string(fields.text("serviceId"))
      input["volumeName"] = .string(fields.text("volumeName"))
      input["backupFileName"] = .string(fields.text("backupFile"))
      answer = try await desk.call("volumeBackups.restore", input)
    } else {
      input["databaseId"] = .string(fields.text("databaseId"))
      input["databaseType"] = .string(fields.text("databaseType"))
      input["backupType"] = .string(fields["backupType"] ?? "database")
      input["serviceName"] = fields.optional("serviceName")
      input["databaseName"] = .string(fields.text("databaseName"))
      input["backupFile"] = .string(fields.text("backupFile"))
      answer = try await desk.call("backup.restoreBackup", input)
    }
    return .next("/backups/runs/\((answer["deploymentId"]?.stringValue ?? "").percentEncoded)")
  }
}
