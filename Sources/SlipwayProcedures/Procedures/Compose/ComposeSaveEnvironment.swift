package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Saves a compose stack's environment.
package enum ComposeSaveEnvironment: Procedure {
  package struct Input: Codable, Sendable {
    package var composeId: ID<Deployable>
    @Null package var env: String?
    package var createEnvFile: Bool?
  }

  package static let name = "compose.saveEnvironment"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Saves a compose stack's environment; the next deployment applies it"

  package static func access(_ input: Input) -> Access { .subject(.compose(input.composeId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    _ = try await ComposeChange.keep(input.composeId, call) { stack, _ in
      stack.secrets.env = try TypedText.environment(input.env ?? "", keeping: stack.secrets.env, field: "env")
      stack.settings.createEnvFile = input.createEnvFile ?? stack.settings.createEnvFile
    }
    return true
  }
}
