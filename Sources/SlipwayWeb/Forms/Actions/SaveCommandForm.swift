import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Saves a service's command, arguments and labels.
enum SaveCommandForm: FormAction {
  static let name = "save-command"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let arguments = fields.lines("args").map(JSONValue.string)
    let labels = try labels(fields.lines("labels"))
    try await ServiceTarget(fields).update(
      [
        "command": fields.optional("command"), "args": arguments.isEmpty ? .null : .array(arguments),
        "labelsSwarm": labels.isEmpty ? .null : .object(labels),
      ], desk)
    return .back
  }

  private static func labels(_ lines: [String]) throws -> [String: JSONValue] {
    var labels: [String: JSONValue] = [:]
    for line in lines {
      let sides = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, !sides[0].trimmingSpaces().isEmpty else {
        throw SlipwayError.invalid("labels", "must be name=value, one a line; '\(line)' is not")
      }
      labels[sides[0].trimmingSpaces()] = .string(sides[1].trimmingSpaces())
    }
    return labels
  }
}
