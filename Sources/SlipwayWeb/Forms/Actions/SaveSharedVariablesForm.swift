import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Saves the shared variables of a project or of an environment.
enum SaveSharedVariablesForm {
  /// Those of a project.
  enum Project: FormAction {
    static let name = "save-project-variables"

    static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
      try await desk.call(
        "project.update",
        ["projectId": .string(fields.text("projectId")), "env": .string(fields.environment("env"))])
      return .back
    }
  }

  /// Those of an environment.
  enum Environment: FormAction {
    static let name = "save-environment-variables"

    static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
      try await desk.call(
        "environment.update",
        ["environmentId": .string(fields.text("environmentId")), "env": .string(fields.environment("env"))])
      return .back
    }
  }
}
