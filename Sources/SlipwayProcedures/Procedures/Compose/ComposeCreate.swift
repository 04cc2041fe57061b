package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Creates a compose stack; nothing runs until it is deployed.
package enum ComposeCreate: Procedure {
  package struct Input: Codable, Sendable {
    package var name: String
    package var description: String?
    package var environmentId: ID<Environment>
    package var composeType: StackSettings.Kind?
    package var appName: String?
    package var serverId: String?
    package var composeFile: String?
    package var sourceType: StackSettings.Source?
  }

  package static let name = "compose.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Creates a compose stack in an environment"

  package static func access(_ input: Input) -> Access {
    .all([.subject(.environment(input.environmentId), .write)] + Placement(input.serverId).access)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> ComposeRow {
    var parts = ComposeDraft.Parts()
    parts.placement = Placement(input.serverId)
    parts.settings.composeType = input.composeType ?? .compose
    parts.settings.sourceType = input.sourceType ?? .raw
    parts.secrets.composeFile = Secret(input.composeFile ?? "")
    let draft = try ComposeDraft(
      name: input.name, appName: input.appName, description: input.description, environment: input.environmentId,
      parts, call)
    let made = try await call.store.write { try draft.insert($0, call) }
    let stack = try await ComposeRules.allowTyped(made, beside: nil, call)
    call.publish(.organizationChanged(stack.organizationID))
    return ComposeRow(stack)
  }
}
