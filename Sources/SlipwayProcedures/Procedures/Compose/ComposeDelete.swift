package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Deletes a compose stack: its rows, containers, networks, routes and files, and its volumes when that is asked for.
package enum ComposeDelete: Procedure {
  package struct Input: Codable, Sendable {
    package var composeId: ID<Deployable>
    /// Whether all that the stack has written goes, too.
    package var deleteVolumes: Bool
  }

  package static let name = "compose.delete"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Deletes a compose stack and what it runs; volumes only when that is asked for"

  package static func access(_ input: Input) -> Access { .subject(.compose(input.composeId), .delete) }

  package static func run(_ input: Input, _ call: Call) async throws -> ComposeRow {
    let now = call.now()
    let (stack, begun) = try await call.store.write { tx in
      let stack = try tx.composeStacks.one(input.composeId)
      let begun = try DeployableRemoval.begin([stack.deployable], removesVolumes: input.deleteVolumes, now, tx)
      try tx.composeStacks.delete(stack.id)
      return (stack, begun)
    }
    call.publish(.organizationChanged(stack.organizationID))
    try await DeployableRemoval.finish(begun, call)
    return ComposeRow(stack)
  }
}
