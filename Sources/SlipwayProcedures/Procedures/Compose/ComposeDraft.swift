import SlipwayCore
import SlipwayStore

/// A compose stack that is about to be created: checked, but for its name among all others and what its file asks for.
struct ComposeDraft: Sendable {
  /// What the new stack's settings, source and secrets are; nothing else of it counts.
  struct Parts: Sendable {
    var settings = StackSettings()
    var source = SourceSettings()
    var secrets = StackSecrets()
    var placement = Placement(nil)
  }

  private let stack: ComposeStack
  /// What the Docker-level name is made of.
  private let wantedName: String
  private let placement: Placement

  /// - Parameter appName: as typed; `nil` makes one of the name.
  /// - Throws: ``SlipwayError`` naming the field that is refused.
  init(
    name: String, appName: String? = nil, description: String? = nil, environment: ID<Environment>, _ parts: Parts,
    _ call: Call
  ) throws {
    let name = try TypedText.name(name)
    if let appName { try AppName.validate(typed: appName) }
    wantedName = appName ?? "compose-\(name)"
    placement = parts.placement
    var draft = ComposeStack(
      organizationID: try call.organization(), environmentID: environment, name: name, appName: "",
      settings: parts.settings, secrets: parts.secrets, createdAt: call.now())
    draft.description = try TypedText.description(description)
    draft.source = parts.source
    try ComposeRules.normalize(&draft)
    try ComposeRules.check(draft, beside: nil)
    stack = draft
  }

  func insert(_ tx: Transaction, _ call: Call) throws -> ComposeStack {
    var stack = stack
    stack.serverID = try placement.check(tx)
    stack.appName = try FreeName.find(typed: wantedName, tx)
    try SiblingNames(call).check(stack.deployable, tx)
    try ComposeRules.checkDangers(stack, beside: nil, call, tx)
    try tx.composeStacks.insert(stack)
    return stack
  }
}
