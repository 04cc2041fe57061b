package import SlipwayCore
import SlipwayStore

/// Lists all accounts of the organisation by name, for whoever gives rights.
package enum GitProviderAllForPermissions: Procedure {
  /// An account by its name.
  package struct Item: Codable, Sendable {
    package var gitProviderId: ID<GitProvider>
    package var name: String
    package var providerType: ProviderKind
  }

  package static let name = "gitProvider.allForPermissions"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the names of all git providers of the organization"

  package static func access(_ input: NoInput) -> Access { .organization(.admin) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [Item] {
    let organization = try call.organization()
    return try await call.store.read { try $0.gitProviders.all(in: organization) }.map {
      Item(gitProviderId: $0.id, name: $0.name, providerType: $0.kind)
    }
  }
}
