import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Sets up or changes a backup of a volume.
enum SaveVolumeBackupForm: FormAction {
  static let name = "save-volume-backup"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    var input: [String: JSONValue] = [
      "name": .string(fields.text("name")), "volumeName": .string(fields.text("volumeName")),
      "prefix": .string(fields.text("prefix")), "turnOff": fields.flag("turnOff"),
      "cronExpression": .string(fields.text("cronExpression")), "enabled": fields.flag("enabled"),
      "keepLatestCount": try fields.integer("keepLatestCount").map { .integer($0) } ?? .null,
      "destinationId": .string(fields.text("destinationId")), "timezone": fields.optional("timezone"),
    ]
    for owner in ServiceWord.allCases where fields[owner.idField] != nil {
      input[owner.idField] = .string(fields.text(owner.idField))
    }
    if let id = fields["volumeBackupId"] {
      input["volumeBackupId"] = .string(id)
      try await desk.call("volumeBackups.update", input)
    } else {
      try await desk.call("volumeBackups.create", input)
    }
    return .back
  }
}
