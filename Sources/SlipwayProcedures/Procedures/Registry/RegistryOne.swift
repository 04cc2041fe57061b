package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers one registry.
package enum RegistryOne: Procedure {
  package static let name = "registry.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a registry, without its password"

  package static func access(_ input: RegistryInput) -> Access {
    .all([.subject(.registry(input.registryId), .read), .organization(.admin)])
  }

  package static func run(_ input: RegistryInput, _ call: Call) async throws -> RegistryRow {
    RegistryRow(try await call.store.read { try $0.registries.one(input.registryId) })
  }
}
