import SlipwayCompose
package import SlipwayCore
import SlipwayEngine
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

  package static func access(_ input: Input) -> Access { .subject(.environment(input.environmentId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> ComposeRow {
    if let server = input.serverId { try LaterComposeFields.check("serverId", .string(server)) }
    let listed = try await call.engine.templates.find(input.id, address: input.baseUrl)
    let files = try await listed.catalog.files(of: listed.entry)
    let organization = try call.organization()
    let stack = try await call.store.write { tx in
      let appName = try FreeName.find(typed: listed.entry.id, tx)
      let rendered = try RenderedTemplate(
        compose: files.compose, config: files.config, TemplateImport.surroundings(appName, call))
      var stack = ComposeStack(
        organizationID: organization, environmentID: input.environmentId, name: try TypedText.name(listed.entry.id),
        appName: appName, createdAt: call.now())
      stack.icon = files.icon
      TemplateAdoption.apply(rendered, to: &stack)
      try ComposeRules.check(stack, beside: nil)
      try ComposeRules.checkDangers(&stack, beside: nil, call, tx)
      try tx.composeStacks.insert(stack)
      try TemplateAdoption.keepParts(of: rendered, for: stack, call, tx)
      return stack
    }
    call.publish(.organizationChanged(organization))
    return ComposeRow(stack)
  }
}
