import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Makes or changes a schedule.
enum SaveScheduleForm: FormAction {
  static let name = "save-schedule"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let command = (fields["command"] ?? "").replacing("\r\n", with: "\n")
    var input: [String: JSONValue] = [
      "name": .string(fields.text("name")), "cronExpression": .string(fields.text("cronExpression")),
      // The one text of the form; a script that a client of the API had stored stands in it.
      "command": .string(command), "script": .null, "timezone": fields.optional("timezone"),
      "enabled": fields.flag("enabled"), "shellType": .string(fields.text("shellType")),
      "overlap": .string(fields.text("overlap")), "missed": .string(fields.text("missed")),
      "retries": .integer(try fields.integer("retries") ?? 0),
      "timeout": .integer(try seconds("timeout", fields) ?? ScheduleSettings().timeoutSeconds),
      "retryDelay": .integer(try seconds("retryDelay", fields) ?? ScheduleSettings().retryDelaySeconds),
    ]
    let places = ["scheduleType", "applicationId", "composeId", "databaseId", "serverId", "serviceName"]
    for name in places where fields[name] != nil {
      input[name] = .string(fields.text(name))
    }
    if let id = fields["scheduleId"] {
      input["scheduleId"] = .string(id)
      try await desk.call("schedule.update", input)
    } else {
      try await desk.call("schedule.create", input)
    }
    return .back
  }

  private static func seconds(_ name: String, _ fields: TextFields) throws -> Int? {
    try fields.nanoseconds(name).map { $0 / 1_000_000_000 }
  }
}
