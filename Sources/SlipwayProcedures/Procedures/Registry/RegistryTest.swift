package import SlipwayAnswers
import SlipwayCore

/// Tries a user name and password at a registry, and keeps nothing.
package enum RegistryTest: Procedure {
  package struct Input: Codable, Sendable {
    package var registryName: String?
    package var username: String
    package var password: String
    package var registryUrl: String
    package var registryType: RegistryRow.Kind
    package var imagePrefix: Patch<String>
    package var serverId: String?
  }

  package static let name = "registry.testRegistry"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Signs in to a registry without keeping anything"

  package static func access(_ input: Input) -> Access { .organization(.admin) }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    if input.serverId != "none" { try Placement.requireThisMachine(input.serverId) }
    let username = input.username.trimmingSpaces()
    try RegistryLogin.checkTyped(username: username, password: input.password)
    let registry = Registry(
      organizationID: try call.organization(), name: "test", username: username, password: Secret(input.password),
      url: try Registry.normalizeURL(input.registryUrl), createdAt: call.now())
    try await RegistryLogin.check(registry, call)
    return true
  }
}
