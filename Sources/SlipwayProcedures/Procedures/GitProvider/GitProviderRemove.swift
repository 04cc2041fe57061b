package import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayProviders
import SlipwayStore

/// Forgets an account: what is made of it keeps running, and is deployed no more until another one is chosen.
package enum GitProviderRemove: Procedure {
  package static let name = "gitProvider.remove"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Forgets a git provider, and takes back at the provider what let Slipway in"

  package static func access(_ input: GitProviderInput) -> Access {
    .subject(.gitProvider(input.gitProviderId), .delete)
  }

  package static func run(_ input: GitProviderInput, _ call: Call) async throws -> GitProviderRow {
    let provider = try await ProviderCalls.one(input.gitProviderId, call)
    // Afterwards nobody has what it takes. That the provider does not answer must not keep anybody from forgetting it.
    if ProviderAPIs.isConnected(provider) { try? await call.engine.providers.ask(provider) { try await $0.revoke() } }
    try await call.store.write { _ = try $0.gitProviders.delete(provider.id) }
    await call.engine.providers.forget(provider.id)
    return ProviderCalls.row(provider, call)
  }
}
