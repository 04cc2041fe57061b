package import Foundation
package import SlipwayCore
package import SlipwayEngine
package import SlipwayStore

/// Signed-in browsers: begins, finds, prolongs and ends them. The row keeps a digest; only the cookie has the token.
package struct SessionKeeper: Sendable {
  /// Three days from the last use.
  package static let lifetime: TimeInterval = 3 * 86400
  /// A session is prolonged when it is older than this, not at every request.
  private static let renewal: TimeInterval = 3600
  let engine: Engine

  package init(engine: Engine) { self.engine = engine }

  /// A session as its cookie finds it.
  package struct Found: Sendable {
    package var caller: Caller
    /// The cookie has to be sent again with its new end.
    package var isProlonged: Bool
  }

  /// Begins a session in the user's first organisation.
  /// - Returns: the token for the cookie; it is stored nowhere.
  /// - Throws: ``SlipwayError`` `forbidden` when the user belongs to no organisation.
  package func begin(_ user: User, _ request: RequestInfo, in transaction: Transaction) throws -> String {
    guard let organization = try transaction.organizations.ofUser(user.id).first else {
      throw SlipwayError(.forbidden, "You belong to no organisation any more; ask an owner to invite you.")
    }
    let token = RandomText.token()
    let now = engine.now()
    let session = Session(
      tokenDigest: TokenDigest.of(token), userID: user.id, organizationID: organization.id,
      expiresAt: now.addingTimeInterval(Self.lifetime), createdAt: now, ipAddress: request.address,
      userAgent: String(request.userAgent.prefix(300)))
    try transaction.sessions.insert(session)
    return token
  }

  /// - Parameter token: of the cookie, in any form an attacker likes.
  /// - Returns: `nil` for anything but a session that lives and whose user still belongs to its organisation.
  package func find(_ token: String) async throws -> Found? {
    guard (20...100).contains(token.utf8.count) else { return nil }
    let digest = TokenDigest.of(token)
    let now = engine.now()
    guard let caller = try await engine.store.read({ try Self.caller(digest, now, $0) }), let session = caller.session
    else { return nil }
    let end = now.addingTimeInterval(Self.lifetime)
    guard end.timeIntervalSince(session.expiresAt) > Self.renewal else {
      return Found(caller: caller, isProlonged: false)
    }
    _ = try await engine.store.write { try $0.sessions.extend(session.id, until: end) }
    return Found(caller: caller, isProlonged: true)
  }

  /// Ends a session; streams that were opened with it stop.
  package func end(_ session: Session) async throws {
    _ = try await engine.store.write { try $0.sessions.delete(session.id) }
    engine.bus.publish(.accessEnded(session.userID))
  }

  package static func caller(_ digest: String, _ now: Date, _ transaction: Transaction) throws -> Caller? {
    guard let session = try transaction.sessions.byDigest(digest), session.expiresAt > now,
      let user = try transaction.users.find(session.userID),
      let member = try transaction.members.of(user: user.id, in: session.organizationID)
    else { return nil }
    return Caller(
      user: user, organizationID: session.organizationID, role: member.role, method: .session(session))
  }
}
