package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists what is made of an account's repositories: what deleting it would keep from being deployed.
package enum GitProviderUses: Procedure {
  package static let name = "gitProvider.uses"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the services whose code a git provider brings"

  package static func access(_ input: GitProviderInput) -> Access {
    .subject(.gitProvider(input.gitProviderId), .read)
  }

  package static func run(_ input: GitProviderInput, _ call: Call) async throws -> [ProviderUseRow] {
    try await call.store.read { try $0.deployables.all(of: input.gitProviderId) }.map(ProviderUseRow.init)
  }
}
