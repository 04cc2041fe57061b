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

  package static func access(_ input: Input) -> Access { .subject(.environment(input.environmentId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> ComposeRow {
    if let server = input.serverId { try LaterComposeFields.check("serverId", .string(server)) }
    if let typed = input.appName { try AppName.validate(typed: typed) }
    let name = try TypedText.name(input.name)
    var draft = ComposeStack(
      organizationID: try call.organization(), environmentID: input.environmentId, name: name, appName: "",
      createdAt: call.now())
    draft.description = try TypedText.description(input.description)
    draft.settings.composeType = input.composeType ?? .compose
    draft.settings.sourceType = input.sourceType ?? .raw
    draft.secrets.composeFile = Secret(input.composeFile ?? "")
    try ComposeRules.check(draft, beside: nil)
    let unnamed = draft
    let stack = try await call.store.write { tx in
      var stack = unnamed
      stack.appName = try FreeName.find(typed: input.appName ?? "compose-\(name)", tx)
      try SiblingNames(call).check(stack.deployable, tx)
      try ComposeRules.checkDangers(&stack, beside: nil, call, tx)
      try tx.composeStacks.insert(stack)
      return stack
    }
    call.publish(.organizationChanged(stack.organizationID))
    return ComposeRow(stack)
  }
}
