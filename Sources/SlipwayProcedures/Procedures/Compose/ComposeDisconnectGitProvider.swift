import SlipwayCore
import SlipwayStore

/// Forgets the repository and its credentials.
package enum ComposeDisconnectGitProvider: Procedure {
  package static let name = "compose.disconnectGitProvider"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Forgets a compose stack's repository and its credentials"

  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .write) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> Bool {
    _ = try await ComposeChange.keep(input.composeId, call) { stack, _ in
      stack.source = SourceSettings()
      stack.secrets.gitPassword = nil
    }
    return true
  }
}
