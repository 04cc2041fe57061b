import Foundation
package import SlipwayCore
import SlipwayStore

/// Notes that somebody leaves for a provider to connect an account: what comes back is believed once, from their session.
package enum ProviderDeparture {
  /// How long somebody may take there.
  private static let seconds = 3600.0

  /// - Parameters:
  ///   - provider: the account that is being connected; `nil` when it comes to be with the answer.
  /// - Returns: the state that the provider hands back.
  /// - Throws: ``SlipwayError`` `forbidden` to an API key, which goes nowhere.
  package static func begin(
    _ kind: ProviderKind, name: String, account: ProviderAccount, provider: ID<GitProvider>? = nil, _ call: Call
  ) async throws -> Secret {
    guard let caller = call.caller, let session = caller.session else {
      throw SlipwayError(.forbidden, "Connecting an account needs a browser that is signed in, not an API key.")
    }
    let (state, now) = (Secret(RandomText.token()), call.now())
    let intent = ProviderIntent(
      state: state, organizationID: caller.organizationID, userID: caller.user.id, sessionID: session.id, kind: kind,
      providerID: provider, name: name, account: account, expiresAt: now.addingTimeInterval(seconds))
    try await call.store.write { try $0.providerIntents.insert(intent, now: now) }
    return state
  }

  /// - Throws: ``SlipwayError`` `forbidden` for a state that is unknown, used, too old, or another session's.
  package static func arrive(_ state: String, _ kind: ProviderKind, _ call: Call) async throws -> ProviderIntent {
    guard let caller = call.caller, let session = caller.session else { throw SlipwayError.signInNeeded }
    let now = call.now()
    let intent = try await call.store.write { tx in
      try tx.providerIntents.take(state, kind: kind, session: session.id, now: now)
    }
    guard let intent, intent.organizationID == caller.organizationID, intent.userID == caller.user.id,
      caller.role.grants(.write)
    else {
      throw SlipwayError(
        .forbidden, "This answer of \(kind.title) is not to anything that you began: begin again in the settings.")
    }
    return intent
  }
}
