package import Foundation
package import SlipwayCore

/// What a provider's API works with: the account, a way to send requests, tokens that last for a while.
package struct ProviderSession: Sendable {
  package let provider: GitProvider
  package let http: ProviderHTTP
  package let tokens: ProviderTokens
  package let now: @Sendable () -> Date
  /// Whether plain `http` to the provider is let pass: where the server's owner allows code from this machine.
  package let allowsPlain: Bool
  /// Reads the account anew and keeps what a renewed token changes of it, in one transaction: of two processes that renew,
  /// one must see the other's.
  package let keep: @Sendable (@escaping @Sendable (inout GitProvider) -> Void) async throws -> GitProvider

  package init(
    _ provider: GitProvider, http: ProviderHTTP, tokens: ProviderTokens, allowsPlain: Bool = false,
    now: @escaping @Sendable () -> Date,
    keep: @escaping @Sendable (@escaping @Sendable (inout GitProvider) -> Void) async throws -> GitProvider
  ) {
    self.provider = provider
    self.http = http
    self.tokens = tokens
    self.allowsPlain = allowsPlain
    self.now = now
    self.keep = keep
  }

  /// - Returns: a token that lasts for another while, made when there is none.
  package func token(_ purpose: String, make: @escaping @Sendable () async throws -> ProviderTokens.Token)
    async throws
    -> Secret
  {
    try await tokens.token("\(provider.id.rawValue):\(purpose)", now: now(), make: make).secret
  }

  /// Forgets the tokens of this account: the provider does not take them any more.
  package func forgetTokens() async { await tokens.forget("\(provider.id.rawValue):") }
}
