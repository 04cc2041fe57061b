package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Moves a compose stack to another environment.
package enum ComposeMove: Procedure {
  package struct Input: Codable, Sendable {
    package var composeId: ID<Deployable>
    package var targetEnvironmentId: ID<Environment>
  }

  package static let name = "compose.move"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Moves a compose stack to another environment"

  package static func access(_ input: Input) -> Access {
    .all([.subject(.compose(input.composeId), .write), .subject(.environment(input.targetEnvironmentId), .write)])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> ComposeRow {
    let stack = try await ComposeChange.keep(input.composeId, call) { stack, tx in
      stack.environmentID = input.targetEnvironmentId
      try tx.deployables.movePreviews(of: stack.id, to: input.targetEnvironmentId)
    }
    call.publish(.organizationChanged(stack.organizationID))
    return ComposeRow(stack)
  }
}
