package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists the organisation's registries, newest first.
package enum RegistryAll: Procedure {
  package static let name = "registry.all"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists registries, without their passwords"

  package static func access(_ input: NoInput) -> Access { .organization(.admin) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [RegistryRow] {
    let organization = try call.organization()
    return try await call.store.read { try $0.registries.all(in: organization) }.map(RegistryRow.init)
  }
}
