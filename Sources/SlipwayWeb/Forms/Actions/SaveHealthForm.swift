import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Saves a service's health check from fields with units.
enum SaveHealthForm: FormAction {
  static let name = "save-health"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let service = try ServiceTarget(fields)
    let check = try check(fields, stored: try await service.runtime(desk).healthCheckSwarm)
    try await service.update(["healthCheckSwarm": check], desk)
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
