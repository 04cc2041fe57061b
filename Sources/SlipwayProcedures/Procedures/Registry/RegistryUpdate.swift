package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Changes a registry; what is signed in with is tried first.
package enum RegistryUpdate: Procedure {
  package struct Input: Codable, Sendable {
    package var registryId: ID<Registry>
    package var registryName: String?
    package var imagePrefix: Patch<String>
    package var username: String?
    /// The one that is stored stays when it is left out, at the same registry.
    package var password: String?
    package var registryUrl: String?
    /// Accepted as it is; it cannot be changed.
    package var createdAt: String?
    package var registryType: RegistryRow.Kind?
    /// Accepted as it is; it cannot be changed.
    package var organizationId: String?
    package var serverId: String?
  }

  package static let name = "registry.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes a registry, after signing in"

  package static func access(_ input: Input) -> Access { .subject(.registry(input.registryId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> RegistryRow {
    let before = try await call.store.read { try $0.registries.one(input.registryId) }
    if let other = input.organizationId, !other.isEmpty, other != before.organizationID.rawValue {
      throw SlipwayError.invalid("organizationId", "a registry cannot be moved to another organization")
    }
    let changed = try change(before, input)
    try RegistryLogin.checkTyped(username: changed.username, password: changed.password.reveal())
    _ = try changed.repository(of: "app")
    let isSame =
      changed.username == before.username && changed.password == before.password
      && changed.url == before.url
    if !isSame { try await RegistryLogin.check(changed, call) }
    try await call.store.write { try $0.registries.update(changed) }
    return RegistryRow(changed)
  }

  private static func change(_ stored: Registry, _ input: Input) throws -> Registry {
    var registry = stored
    if let typed = input.registryName { registry.name = try TypedText.name(typed, field: "registryName") }
    registry.imagePrefix = try Registry.normalizePrefix(input.imagePrefix.applied(to: stored.imagePrefix))
    registry.username = input.username?.trimmingSpaces() ?? stored.username
    registry.url = try input.registryUrl.map(Registry.normalizeURL) ?? stored.url
    let typed = input.password.flatMap { $0.isEmpty || $0 == Secret.mask ? nil : Secret($0) }
    if typed == nil, registry.url != stored.url {
      throw SlipwayError.invalid("password", "must be typed again when the registry changes")
    }
    registry.password = typed ?? stored.password
    return registry
  }
}
