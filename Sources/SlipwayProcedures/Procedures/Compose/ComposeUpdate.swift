package import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Changes any of a compose stack's settings: what is left out stays, `null` clears.
package enum ComposeUpdate: Procedure {
  package static let name = "compose.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes a compose stack's file and settings; fields that are left out stay"

  package static func access(_ input: ComposeUpdateInput) -> Access {
    var all: [Access] = [.subject(.compose(input.composeId), .write)]
    if let environment = input.environmentId { all.append(.subject(.environment(environment), .write)) }
    return .all(all + input.repository.access + input.previews.access)
  }

  package static func run(_ input: ComposeUpdateInput, _ call: Call) async throws -> ComposeRow {
    try await input.repository.checkProviders(call)
    let fields = try SettingsOverlay.members(of: input)
    for (field, value) in fields { try LaterComposeFields.check(field, value) }
    let networks = try await networks(input, call)
    let previews = PreviewChange(input: input.previews, fields: fields, configuration: call.engine.configuration)
    let before = try await call.store.read { try $0.composeStacks.one(input.composeId) }
    let changed = try await ComposeChange.keep(input.composeId, call) { stack, tx in
      let name = stack.name
      try changeOwnFields(&stack, input)
      try SiblingNames(call).check(stack.deployable, before: name, tx)
      try changeSecrets(&stack, input)
      stack.settings = try SettingsOverlay.apply(fields, to: stack.settings, defaults: StackSettings())
      if let networks { stack.settings.serviceNetworks = networks }
      // The word for where the file comes from is the stack's, not its repository's.
      let repository = fields.filter { $0.key != "sourceType" }
      stack.source = try SettingsOverlay.apply(repository, to: stack.source, defaults: SourceSettings())
      _ = try previews.keep(of: stack.deployable, hasRepository: stack.settings.sourceType != .raw, tx)
      try tx.deployables.movePreviews(of: stack.id, to: stack.environmentID)
    }
    if changed.choice != nil, fields.keys.contains(where: SourceHook.concerns) {
      var source = changed.source
      source.sourceType = SourceSettings.Kind(rawValue: changed.settings.sourceType.rawValue) ?? .git
      await SourceHook.ensure(source, call)
    }
    return ComposeRow(
      try await ComposeRules.allowTyped(changed, beside: before, isAsked: input.asks == true, call))
  }

  /// - Returns: the typed networks by their names; `nil` when they stay.
  private static func networks(_ input: ComposeUpdateInput, _ call: Call) async throws
    -> [StackSettings.ServiceNetworks]?
  {
    guard case .set(var typed) = input.serviceNetworks else { return nil }
    guard Set(typed.map(\.serviceName)).count == typed.count else {
      throw SlipwayError.invalid("serviceNetworks", "must name each service once")
    }
    let organization = try call.organization()
    let machine = try await call.engine.machine(of: input.composeId)
    let own = try await call.store.read { try $0.networks.all(in: organization, on: machine.server) }
    let rules = NetworkRules(
      instance: call.engine.configuration.instance, organization: organization, field: "serviceNetworks")
    for index in typed.indices {
      var names: [String] = []
      for id in typed[index].networkIds {
        // Published clients name the row.
        let target = own.first { $0.id.rawValue == id }?.name ?? id
        try await rules.check(target, docker: machine.docker)
        names.append(try await machine.docker.inspectNetwork(target)?.Name ?? target)
      }
      typed[index].networkIds = names
    }
    return typed
  }

  private static func changeOwnFields(_ stack: inout ComposeStack, _ input: ComposeUpdateInput) throws {
    if let typed = input.name { stack.name = try TypedText.name(typed) }
    stack.description = try TypedText.description(input.description.applied(to: stack.description))
    stack.icon = input.icon.applied(to: stack.icon)
    stack.autoDeploy = input.autoDeploy.applied(to: stack.autoDeploy, default: true)
    stack.environmentID = input.environmentId ?? stack.environmentID
    if case .set(let token) = input.refreshToken, token != Secret.mask, token != stack.refreshToken.reveal() {
      throw SlipwayError.invalid("refreshToken", "cannot be chosen; compose.refreshToken makes a new one")
    }
    if let status = input.composeStatus, status != stack.status {
      throw SlipwayError.invalid("composeStatus", "is what was observed and cannot be set; leave it out")
    }
  }

  private static func changeSecrets(_ stack: inout ComposeStack, _ input: ComposeUpdateInput) throws {
    switch input.env {
    case .keep: break
    case .clear: stack.secrets.env = Secret("")
    case .set(let typed):
      stack.secrets.env = try TypedText.environment(typed, keeping: stack.secrets.env, field: "env")
    }
    if let typed = input.composeFile, typed != Secret.mask { stack.secrets.composeFile = Secret(typed) }
    if case .set(let url) = input.repository.customGitUrl, url != stack.source.customGitUrl {
      // Credentials go only to the address that they were saved for.
      stack.source.customGitUsername = nil
      stack.secrets.gitPassword = nil
    }
    stack.secrets.gitPassword = input.repository.password(stack.secrets.gitPassword)
  }
}
