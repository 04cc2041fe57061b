import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayProviders
import SlipwayStore

/// GitHub made the app that was asked for, or its owner chose the repositories.
enum GitHubSetupCallback: ProviderCallback {
  static let path = "github/setup"

  static func finish(_ query: [String: String], _ call: Call) async throws -> String {
    guard let state = query["state"], !state.isEmpty else {
      // Whoever changes the installation at GitHub comes by without having begun anything here.
      return "GitHub has what you changed."
    }
    let intent = try await ProviderDeparture.arrive(state, .github, call)
    guard let provider = intent.providerID else { return try await make(intent, query["code"] ?? "", call) }
    return try await install(provider, query["installation_id"] ?? "", call)
  }

  private static func make(_ intent: ProviderIntent, _ code: String, _ call: Call) async throws -> String {
    let engine = call.engine
    let address = try GitHubAddress(intent.account.url, allowsPlain: engine.configuration.allowsLocalGit)
    let app: GitHubManifest.App
    do {
      app = try await GitHubManifest.convert(code: code, at: address, http: engine.providers.http, now: call.now())
    } catch let failure as ProviderFailure {
      throw failure.slipwayError
    }
    let provider = GitProvider(
      organizationID: intent.organizationID, userID: intent.userID, kind: .github, name: intent.name,
      account: app.account, secrets: app.secrets, createdAt: call.now())
    try await call.store.write { try $0.gitProviders.insert(provider) }
    return "GitHub made the app. Install it now, and choose which repositories it may see."
  }

  private static func install(_ id: ID<GitProvider>, _ installation: String, _ call: Call) async throws -> String {
    guard let number = Int(installation), number > 0 else {
      throw SlipwayError.invalid("installation_id", "is missing: install the app for at least one repository")
    }
    let before = try await ProviderCalls.one(id, .github, call)
    var candidate = before
    candidate.account.installationID = number
    // Whoever brings a number of somebody else's installation must not get it: the app itself can reach its own only.
    await call.engine.providers.forget(id)
    _ = try await call.engine.providers.ask(candidate) { try await $0.repositories(search: "", page: 1) }
    try await call.store.write { tx in
      var provider = try tx.gitProviders.one(id)
      provider.account.installationID = number
      provider.account.authenticatedAt = call.now()
      try tx.gitProviders.update(provider)
      _ = try tx.gitProviders.setProblem(id, nil)
    }
    return "\(before.name) is connected: choose its repositories as the source of applications."
  }
}
