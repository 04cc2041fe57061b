package import SlipwayCore
import SlipwayStore

/// Signs in to a registry as it is kept.
package enum RegistryTestById: Procedure {
  package struct Input: Codable, Sendable {
    package var registryId: ID<Registry>?
    package var serverId: String?
  }

  package static let name = "registry.testRegistryById"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Signs in to a registry with what is kept of it"

  package static func access(_ input: Input) -> Access {
    guard let registry = input.registryId else { return .organization(.admin) }
    return .all([.subject(.registry(registry), .write), .organization(.admin)])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    guard let id = input.registryId else { throw SlipwayError.invalid("registryId", "is needed") }
    try await RegistryLogin.check(try await call.store.read { try $0.registries.one(id) }, call)
    return true
  }
}
