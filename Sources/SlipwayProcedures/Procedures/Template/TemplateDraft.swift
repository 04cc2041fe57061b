import SlipwayCompose
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// A template that is about to become a stack of its own.
struct TemplateDraft: Sendable {
  var environment: ID<Environment>
  var name: String
  /// What the Docker-level name is made of.
  var wantedName: String
  var compose: String
  var config: String
  var icon: String?
  var placement = Placement(nil)
  /// Of the machine that it is to run on.
  var address = ServerAddress.outward()

  /// The same for another machine.
  func placed(_ placement: Placement, _ call: Call) async throws -> TemplateDraft {
    var draft = self
    draft.placement = placement
    draft.address = try await placement.address(call)
    return draft
  }

  /// Inserts the stack with its files and domains.
  func insert(_ tx: Transaction, _ call: Call) throws -> ComposeStack {
    let appName = try FreeName.find(typed: wantedName, tx)
    let rendered = try RenderedTemplate(
      compose: compose, config: config, TemplateImport.surroundings(appName, at: address, call))
    var stack = ComposeStack(
      organizationID: try call.organization(), environmentID: environment, name: try TypedText.name(name),
      appName: appName, createdAt: call.now())
    (stack.icon, stack.serverID) = (icon, try placement.check(tx))
    TemplateAdoption.apply(rendered, to: &stack)
    try ComposeRules.check(stack, beside: nil)
    try ComposeRules.checkDangers(stack, beside: nil, call, tx)
    try tx.composeStacks.insert(stack)
    try TemplateAdoption.keepParts(of: rendered, for: stack, call, tx)
    return stack
  }
}

extension TemplateDraft {
  /// One of a catalogue.
  init(_ listed: String, catalog address: String?, into environment: ID<Environment>, _ call: Call) async throws {
    let listed = try await call.engine.templates.find(listed, address: address)
    let files = try await listed.catalog.files(of: listed.entry)
    self.init(
      environment: environment, name: listed.entry.id, wantedName: listed.entry.id, compose: files.compose,
      config: files.config, icon: files.icon)
  }
}
