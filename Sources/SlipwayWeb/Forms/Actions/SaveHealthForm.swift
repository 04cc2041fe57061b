import SlipwayCore
import SlipwayProcedures

/// Saves an application's health check from fields with units.
enum SaveHealthForm: FormAction {
  static let name = "save-health"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let id = fields.text("applicationId")
    let stored = try await desk.ask(ApplicationOne.self, ApplicationInput(applicationId: ID(id)))
    let check = try check(fields, stored: stored.application.runtime.healthCheckSwarm)
    try await desk.call("application.update", ["applicationId": .string(id), "healthCheckSwarm": check])
    return .back
  }

  /// Docker's health check; `null` when nothing was typed.
  static func check(_ fields: TextFields, stored: SwarmHealthCheck?) throws -> JSONValue {
    let command = fields.text("healthCommand")
    let test = command.isEmpty ? [] : HealthCommand.test(command, stored: stored?.Test)
    var check: [String: JSONValue] = [:]
    if !test.isEmpty { check["Test"] = .array(test.map(JSONValue.string)) }
    check["Interval"] = try fields.nanoseconds("healthInterval").map(JSONValue.integer)
    check["Timeout"] = try fields.nanoseconds("healthTimeout").map(JSONValue.integer)
    check["StartPeriod"] = try fields.nanoseconds("healthStartPeriod").map(JSONValue.integer)
    check["Retries"] = try fields.integer("healthRetries").map(JSONValue.integer)
    return check.isEmpty ? .null : .object(check)
  }
}
