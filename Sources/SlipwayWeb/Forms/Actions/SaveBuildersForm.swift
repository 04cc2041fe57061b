import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Saves what builds begin with.
enum SaveBuildersForm: FormAction {
  static let name = "save-builders"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    try await desk.call(
      "settings.updateBuilders",
      [
        "baseImages": try pairs("baseImages", fields), "packageMirrors": try pairs("packageMirrors", fields),
        "buildCacheBudget": .string(fields.text("buildCacheBudget")),
      ])
    return .back
  }

  private static func pairs(_ name: String, _ fields: TextFields) throws -> JSONValue {
    var values: [String: JSONValue] = [:]
    for line in fields.lines(name) {
      guard let equals = line.firstIndex(of: "="), equals > line.startIndex else {
        throw SlipwayError.invalid(name, "'\(line.prefix(50))' is not written as name=value")
      }
      values[line[..<equals].trimmingSpaces()] = .string(line[equals...].dropFirst().trimmingSpaces())
    }
    return .object(values)
  }
}
