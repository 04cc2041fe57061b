package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Lets every member use an account, or its creator only.
package enum GitProviderToggleShare: Procedure {
  package struct Input: Codable, Sendable {
    package var gitProviderId: ID<GitProvider>
    package var sharedWithOrganization: Bool
  }

  package static let name = "gitProvider.toggleShare"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Shares a git provider with the organization, or ends that"

  package static func access(_ input: Input) -> Access { .subject(.gitProvider(input.gitProviderId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> GitProviderRow {
    let user = try call.user().id
    let provider = try await call.store.write { tx in
      var provider = try tx.gitProviders.one(input.gitProviderId)
      // When its creator is gone, whoever may change it takes the place.
      guard provider.userID == nil || provider.userID == user else {
        throw SlipwayError(.forbidden, "Only who connected this git provider may share it.")
      }
      provider.isShared = input.sharedWithOrganization
      try tx.gitProviders.update(provider)
      return provider
    }
    return ProviderCalls.row(provider, call)
  }
}
