package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Forgets a registry that no application uses; nothing of it is left on the machine, because nothing ever was.
package enum RegistryRemove: Procedure {
  package static let name = "registry.remove"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Forgets a registry that no application uses"

  package static func access(_ input: RegistryInput) -> Access { .subject(.registry(input.registryId), .delete) }

  package static func run(_ input: RegistryInput, _ call: Call) async throws -> RegistryRow {
    try await call.store.write { tx in
      let registry = try tx.registries.one(input.registryId)
      let environments = try tx.environments.all(in: registry.organizationID)
      let users = try environments.flatMap { try tx.applications.all(in: $0.id) }.filter {
        [$0.build.registryId, $0.build.buildRegistryId].contains(registry.id)
      }
      guard users.isEmpty else {
        let names = users.prefix(5).map(\.name).joined(separator: ", ")
        throw SlipwayError(.conflict, "This registry is in use by \(names): choose another one there first.")
      }
      try tx.registries.delete(registry.id)
      return RegistryRow(registry)
    }
  }
}
