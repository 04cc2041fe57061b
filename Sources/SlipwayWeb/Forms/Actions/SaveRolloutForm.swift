import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Saves how a service is released and restarted; what has no field here stays.
enum SaveRolloutForm: FormAction {
  static let name = "save-rollout"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let service = try ServiceTarget(fields)
    let runtime = try await service.runtime(desk)
    var input: [String: JSONValue] = [
      "restartPolicySwarm": try restart(fields, runtime.restartPolicySwarm),
      "stopGracePeriodSwarm": try fields.nanoseconds("stopGrace").map(JSONValue.integer) ?? .null,
    ]
    // A database's form has no order: it is always the same.
    if fields["updateOrder"] != nil { input["updateConfigSwarm"] = try update(fields, runtime.updateConfigSwarm) }
    try await service.update(input, desk)
    return .back
  }

  private static func update(_ fields: TextFields, _ stored: SwarmUpdateConfig?) throws -> JSONValue {
    let order = fields.text("updateOrder")
    let monitor = try fields.nanoseconds("updateMonitor")
    if order.isEmpty {
      guard monitor == nil else {
        throw SlipwayError.invalid("updateMonitor", "needs an order of a release other than automatic")
      }
      return .null
    }
    var config: [String: JSONValue] = [
      "Order": .string(order), "Parallelism": .integer(stored?.Parallelism ?? 1),
    ]
    config["Monitor"] = monitor.map(JSONValue.integer)
    config["Delay"] = stored?.Delay.map(JSONValue.integer)
    config["FailureAction"] = stored?.FailureAction.map(JSONValue.string)
    config["MaxFailureRatio"] = stored?.MaxFailureRatio.map(JSONValue.number)
    return .object(config)
  }

  private static func restart(_ fields: TextFields, _ stored: SwarmRestartPolicy?) throws -> JSONValue {
    let condition = fields.text("restartCondition")
    let delay = try fields.nanoseconds("restartDelay")
    let attempts = try fields.integer("restartAttempts")
    if condition.isEmpty, delay == nil, attempts == nil, stored?.Window == nil { return .null }
    var policy: [String: JSONValue] = ["Condition": .string(condition.isEmpty ? "any" : condition)]
    policy["Delay"] = delay.map(JSONValue.integer)
    policy["MaxAttempts"] = attempts.map(JSONValue.integer)
    policy["Window"] = stored?.Window.map(JSONValue.integer)
    return .object(policy)
  }
}
