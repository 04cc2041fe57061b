package import SlipwayCore
import SlipwayHost
package import SlipwayProviders
import SlipwayStore

/// The webhooks by which repositories tell Slipway what happens to them: made when a repository is chosen, and put right by
/// each deployment.
package struct SourceHooks: Sendable {
  private static let patience = Duration.seconds(15)
  let engine: Engine
  /// Where the dashboard is for everybody.
  let base: String

  init(engine: Engine, base: String) {
    self.engine = engine
    self.base = base
  }

  /// The same where nobody asks at present; `nil` when nobody said where the dashboard is.
  package static func known(_ engine: Engine) async throws -> SourceHooks? {
    if let url = engine.configuration.publicURL { return SourceHooks(engine: engine, base: url) }
    let settings = try await engine.store.read { try $0.serverSettings() }
    guard let host = settings.host, !host.isEmpty else { return nil }
    return SourceHooks(engine: engine, base: "\(settings.https ? "https" : "http")://\(host)")
  }

  /// Where a provider sends what happens to an account's repositories.
  package static func path(of provider: ID<GitProvider>) -> String { "/api/deploy/provider/\(provider.rawValue)" }

  /// - Returns: a sentence for people where there is something to say: that it was made, or why it could not be.
  package func ensure(_ provider: GitProvider, _ path: RepositoryPath) async -> String? {
    guard provider.secrets.webhookSecret != nil else { return nil }
    let address = base + Self.path(of: provider.id)
    do {
      let outcome = try await Deadline.run(within: Self.patience, what: "Making the webhook") {
        try await engine.providers.ask(provider) { api -> HookOutcome in
          guard provider.kind != .github else { return .notNeeded }
          let row = try await api.repository(path)
          guard let secret = HookSecret.of(provider, id: row.id, path: row.path) else { return .notNeeded }
          let wish = HookWish(url: "\(address)?hook=\(HookSecret.mark(secret))", secret: secret)
          return try await api.ensureHook(wish, on: path)
        }
      }
      return switch outcome {
      case .created: "The webhook of \(path.full) was made: pushes deploy by themselves."
      case .repaired: "The webhook of \(path.full) was not as it should be, and was put right."
      case .notNeeded, .unchanged: nil
      }
    } catch {
      let reason = (error as? SlipwayError)?.message ?? "\(error)"
      return "The webhook of \(path.full) could not be made, so pushes do not deploy by themselves: \(reason)"
    }
  }
}
