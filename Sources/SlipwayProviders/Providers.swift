package import Foundation
package import SlipwayCore

/// The door to all providers: picks the API of an account's kind, translates what goes wrong, and notes when an account does
/// not work any more.
package struct Providers: Sendable {
  /// What the doorway needs of whoever keeps the accounts.
  package struct Keeping: Sendable {
    /// Changes an account's row as it is at that moment.
    package var change:
      @Sendable (ID<GitProvider>, @escaping @Sendable (inout GitProvider) -> Void) async throws ->
        GitProvider
    /// Notes why an account does not work; `nil` that it does.
    package var note: @Sendable (ID<GitProvider>, String?) async throws -> Void

    package init(
      change:
        @escaping @Sendable (ID<GitProvider>, @escaping @Sendable (inout GitProvider) -> Void) async throws ->
        GitProvider,
      note: @escaping @Sendable (ID<GitProvider>, String?) async throws -> Void
    ) {
      self.change = change
      self.note = note
    }
  }

  package let http: ProviderHTTP
  package let allowsPlain: Bool
  private let tokens = ProviderTokens()
  private let keeping: Keeping
  private let now: @Sendable () -> Date

  package init(
    http: ProviderHTTP, allowsPlain: Bool, keeping: Keeping, now: @escaping @Sendable () -> Date
  ) {
    self.http = http
    self.allowsPlain = allowsPlain
    self.keeping = keeping
    self.now = now
  }

  /// Asks an account's provider.
  /// - Throws: ``SlipwayError`` that says what to do, with the ``ProviderFailure`` as its cause.
  package func ask<Answer>(
    _ provider: GitProvider, _ body: (any ProviderAPI) async throws -> Answer
  ) async throws -> Answer {
    do {
      let answer = try await body(api(of: provider))
      if provider.problem != nil { try await keeping.note(provider.id, nil) }
      return answer
    } catch let failure as ProviderFailure {
      if failure.isOfAccount {
        await tokens.forget("\(provider.id.rawValue):")
        try await keeping.note(provider.id, failure.message)
      }
      var error = failure.slipwayError
      error.cause = failure
      throw error
    }
  }

  /// Forgets what was kept of an account in memory.
  package func forget(_ provider: ID<GitProvider>) async { await tokens.forget("\(provider.rawValue):") }

  /// - Throws: ``SlipwayError`` `preconditionFailed` for an account that is not connected to its end.
  private func api(of provider: GitProvider) throws -> any ProviderAPI {
    guard let type = ProviderAPIs.type(of: provider.kind) else {
      throw SlipwayError(.preconditionFailed, "\(provider.kind.title) cannot be asked by this version yet.")
    }
    guard type.isConnected(provider) else {
      throw SlipwayError(
        .preconditionFailed,
        "\(provider.name) is not connected yet: finish it in Settings → Git providers.",
        details: ["provider": "reconnect"])
    }
    let (id, keeping) = (provider.id, keeping)
    return type.init(
      ProviderSession(
        provider, http: http, tokens: tokens, allowsPlain: allowsPlain, now: now,
        keep: { try await keeping.change(id, $0) }))
  }
}
