package import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Changes any of an application's settings: what is left out stays, `null` clears.
package enum ApplicationUpdate: Procedure {
  package static let name = "application.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes an application's settings; fields that are left out stay, null clears"

  package static func access(_ input: ApplicationUpdateInput) -> Access {
    var all: [Access] = [.subject(.application(input.applicationId), .write)]
    if let environment = input.environmentId { all.append(.subject(.environment(environment), .write)) }
    for case .set(let registry) in [input.registryId, input.buildRegistryId] where !registry.rawValue.isEmpty {
      all.append(.subject(.registry(registry), .read))
    }
    if case .set(let server) = input.buildServerId, !server.rawValue.isEmpty {
      all.append(.subject(.server(server), .read))
    }
    return .all(all + input.repository.access + input.previews.access)
  }

  package static func run(_ input: ApplicationUpdateInput, _ call: Call) async throws -> ApplicationRow {
    try await input.repository.checkProviders(call)
    let fields = try SettingsOverlay.members(of: input)
    for (field, value) in fields { try LaterApplicationFields.check(field, value) }
    if case .set(let networks) = input.networkSwarm { try await check(networks.value, of: input.applicationId, call) }
    let previews = PreviewChange(input: input.previews, fields: fields, configuration: call.engine.configuration)
    let application = try await ApplicationChange.keep(input.applicationId, call) { application, tx in
      let name = application.name
      try changeOwnFields(&application, input)
      try SiblingNames(call).check(application.deployable, before: name, tx)
      try changeSecrets(&application.secrets, input)
      application.source = try SettingsOverlay.apply(fields, to: application.source, defaults: SourceSettings())
      application.build = try SettingsOverlay.apply(fields, to: application.build, defaults: BuildSettings())
      application.runtime = try SettingsOverlay.apply(fields, to: application.runtime, defaults: RuntimeSettings())
      _ = try previews.keep(
        of: application.deployable, hasRepository: application.source.sourceType.isRepository, tx)
      try tx.deployables.movePreviews(of: application.id, to: application.environmentID)
    }
    if fields.keys.contains(where: SourceHook.concerns) { await SourceHook.ensure(application.source, call) }
    return ApplicationRow(application)
  }

  private static func check(
    _ networks: [SwarmNetwork], of application: ID<Deployable>, _ call: Call
  ) async throws {
    let organization = try call.organization()
    let machine = try await call.engine.machine(of: application)
    let own = try await call.store.read { Set(try $0.networks.all(in: organization, on: machine.server).map(\.name)) }
    let rules = NetworkRules(
      instance: call.engine.configuration.instance, organization: organization, adopted: own)
    for target in networks.compactMap(\.Target) where !target.isEmpty {
      try await rules.check(target, docker: machine.docker)
    }
  }

  private static func changeOwnFields(_ application: inout Application, _ input: ApplicationUpdateInput) throws {
    if let typed = input.name { application.name = try TypedText.name(typed) }
    application.description = try TypedText.description(input.description.applied(to: application.description))
    application.icon = input.icon.applied(to: application.icon)
    application.autoDeploy = input.autoDeploy.applied(to: application.autoDeploy, default: true)
    application.environmentID = input.environmentId ?? application.environmentID
    if case .set(let token) = input.refreshToken, token != Secret.mask, token != application.refreshToken.reveal() {
      throw SlipwayError.invalid("refreshToken", "cannot be chosen; application.refreshToken makes a new one")
    }
    if let status = input.applicationStatus, status != application.status {
      throw SlipwayError.invalid("applicationStatus", "is what was observed and cannot be set; leave it out")
    }
  }

  private static func changeSecrets(_ secrets: inout ApplicationSecrets, _ input: ApplicationUpdateInput) throws {
    func text(_ patch: Patch<String>, _ stored: Secret, _ field: String) throws -> Secret {
      switch patch {
      case .keep: stored
      case .clear: Secret("")
      case .set(let typed): try TypedText.environment(typed, keeping: stored, field: field)
      }
    }
    secrets.env = try text(input.env, secrets.env, "env")
    secrets.buildArgs = try text(input.buildArgs, secrets.buildArgs, "buildArgs")
    secrets.buildSecrets = try text(input.buildSecrets, secrets.buildSecrets, "buildSecrets")
    secrets.registryPassword = input.password.password(secrets.registryPassword)
    secrets.gitPassword = input.repository.password(secrets.gitPassword)
  }
}
