package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Makes a compose stack of a template; nothing runs until it is deployed.
package enum ComposeDeployTemplate: Procedure {
  package struct Input: Codable, Sendable {
    package var environmentId: ID<Environment>
    package var serverId: String?
    package var id: String
    package var baseUrl: String?
  }

  package static let name = "compose.deployTemplate"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Makes a compose stack of a template, with its files, variables and domains"

  package static func access(_ input: Input) -> Access {
    .all([.subject(.environment(input.environmentId), .write)] + Placement(input.serverId).access)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> ComposeRow {
    let draft = try await TemplateDraft(input.id, catalog: input.baseUrl, into: input.environmentId, call)
      .placed(Placement(input.serverId), call)
    let stack = try await call.store.write { try draft.insert($0, call) }
    call.publish(.organizationChanged(stack.organizationID))
    return ComposeRow(stack)
  }
}
