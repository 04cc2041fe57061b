package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Keeps who we are at a registry, once it has let us in.
package enum RegistryCreate: Procedure {
  package struct Input: Codable, Sendable {
    package var registryName: String
    package var username: String
    package var password: String
    package var registryUrl: String
    package var registryType: RegistryRow.Kind
    @Null package var imagePrefix: String?
    package var serverId: String?
  }

  package static let name = "registry.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Keeps a registry's user name and password, after signing in with them"

  package static func access(_ input: Input) -> Access { .organization(.admin) }

  package static func run(_ input: Input, _ call: Call) async throws -> RegistryRow {
    if input.serverId != "none" { try Placement.requireThisMachine(input.serverId) }
    let username = input.username.trimmingSpaces()
    try RegistryLogin.checkTyped(username: username, password: input.password)
    let registry = Registry(
      organizationID: try call.organization(), name: try TypedText.name(input.registryName, field: "registryName"),
      imagePrefix: try Registry.normalizePrefix(input.imagePrefix), username: username,
      password: Secret(input.password), url: try Registry.normalizeURL(input.registryUrl), createdAt: call.now())
    _ = try registry.repository(of: "app")
    try await RegistryLogin.check(registry, call)
    try await call.store.write { try $0.registries.insert(registry) }
    return RegistryRow(registry)
  }
}
