package import Foundation
package import SlipwayCore

/// Who is away at a provider to connect an account.
package struct ProviderIntents {
  /// How many of a person are kept: whoever begins again and again forgets the first.
  private static let most = 20
  let context: TableContext
  private var connection: any SQLConnection { context.connection }

  package func insert(_ intent: ProviderIntent, now: Date) throws {
    try connection.run("DELETE FROM provider_intent WHERE expires_at <= \(now)")
    try connection.run(
      """
      DELETE FROM provider_intent WHERE user_id = \(intent.userID) AND digest NOT IN (
        SELECT digest FROM provider_intent WHERE user_id = \(intent.userID)
        ORDER BY expires_at DESC LIMIT \(Self.most))
      """)
    try connection.run(
      """
      INSERT INTO provider_intent
        (digest, organization_id, user_id, session_id, kind, provider_id, name, account, expires_at)
      VALUES (\(intent.digest), \(intent.organizationID), \(intent.userID), \(intent.sessionID), \(intent.kind),
        \(intent.providerID), \(intent.name), \(try JSONColumn.encode(intent.account)), \(intent.expiresAt))
      """)
  }

  /// Believes a state once.
  /// - Parameters:
  ///   - state: as the provider handed it back.
  ///   - session: of whoever brings it.
  /// - Returns: `nil` for one that is unknown, used, too old, or another session's.
  package func take(_ state: String, kind: ProviderKind, session: ID<Session>, now: Date) throws -> ProviderIntent? {
    let digest = TokenDigest.of(state)
    let row = try connection.row(
      """
      SELECT * FROM provider_intent
      WHERE digest = \(digest) AND kind = \(kind) AND session_id = \(session) AND expires_at > \(now)
      """)
    guard let row else { return nil }
    guard try connection.run("DELETE FROM provider_intent WHERE digest = \(digest)") > 0 else { return nil }
    return ProviderIntent(
      state: Secret(state), organizationID: try row["organization_id"], userID: try row["user_id"],
      sessionID: try row["session_id"], kind: try row["kind"], providerID: try row["provider_id"],
      name: try row["name"], account: try JSONColumn.decode(row["account"], fallback: ProviderAccount()),
      expiresAt: try row["expires_at"])
  }
}
