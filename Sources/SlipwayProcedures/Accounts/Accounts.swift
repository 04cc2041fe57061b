import Foundation
import Logging
package import SlipwayCore
package import SlipwayEngine
import SlipwayStore

/// Signing in and out and the first owner; the JSON endpoints and the dashboard's forms both come by here.
package struct Accounts: Sendable {
  package let engine: Engine
  package let sessions: SessionKeeper
  package let keys: APIKeyKeeper
  package let passwords: Passwords
  package let links: OneTimeLinks
  let limiter = SignInLimiter()

  package init(engine: Engine, passwords: Passwords = .shared) {
    self.engine = engine
    self.passwords = passwords
    sessions = SessionKeeper(engine: engine)
    keys = APIKeyKeeper(engine: engine)
    links = OneTimeLinks(engine: engine)
  }

  /// Somebody who has just signed in.
  package struct SignedIn: Sendable {
    package var user: User
    /// For the cookie.
    package var token: String
  }

  /// - Throws: ``SlipwayError`` `unauthorized` with one sentence for every wrong pair, `tooManyRequests` after many.
  package func signIn(email: String, password: String, _ request: RequestInfo) async throws -> SignedIn {
    guard password.count <= Passwords.lengths.upperBound else {
      throw SlipwayError.invalid("password", "must have at most \(Passwords.lengths.upperBound) characters")
    }
    guard email.utf8.count <= 254 else { throw SlipwayError.invalid("email", "must be an e-mail address") }
    let email = email.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
    try limiter.begin(email: email, address: request.address, now: engine.now())
    let user = try await engine.store.read { try $0.users.byEmail(email) }
    guard try await passwords.verify(password, user?.passwordHash), let user else {
      await trail("user.signIn", user, email, "unauthorized", request)
      throw SlipwayError(.unauthorized, "Invalid email or password")
    }
    limiter.succeed(email: email, address: request.address)
    return try await begin(user, "user.signIn", request)
  }

  /// Signs in by a one-time link.
  /// - Throws: ``SlipwayError`` `forbidden` when the link does not work any more.
  package func signIn(link token: String, _ request: RequestInfo) async throws -> SignedIn {
    let user = try await engine.store.write { transaction -> User in
      guard let id = try links.redeem(token, .signIn, in: transaction) else {
        throw SlipwayError(.forbidden, "This link signs nobody in.")
      }
      return try transaction.users.one(id)
    }
    return try await begin(user, "user.signInByLink", request)
  }

  package func signOut(_ caller: Caller?, _ request: RequestInfo) async throws {
    guard let caller, let session = caller.session else { return }
    try await sessions.end(session)
    await trail("user.signOut", caller.user, caller.user.email, "ok", request)
  }

  /// Makes the first owner and signs them in; closed for good afterwards.
  /// - Parameter token: of the set-up link.
  /// - Throws: ``SlipwayError`` `forbidden` when an owner exists or the link does not work, `badRequest`.
  package func setUp(
    _ owner: NewOwner, password: String, token: String, _ request: RequestInfo
  ) async throws -> SignedIn {
    guard try await needsSetUp() else { throw Self.setUpClosed }
    let isKnown = try await engine.store.read { try links.isValid(token, .setUp, in: $0) }
    guard isKnown else {
      throw SlipwayError(.forbidden, "Setting up needs the link that `slipway serve` or `slipway setup-link` prints.")
    }
    let hash = try await passwords.hash(password)
    let now = engine.now()
    let user = try await engine.store.write { transaction -> User in
      guard try transaction.users.count() == 0 else { throw Self.setUpClosed }
      try links.redeem(token, .setUp, in: transaction)
      return try owner.insert(passwordHash: hash, now: now, in: transaction).0
    }
    return try await begin(user, "user.setUp", request)
  }

  /// Whether no owner exists yet.
  package func needsSetUp() async throws -> Bool { try await engine.store.read { try $0.users.count() == 0 } }

  private static let setUpClosed = SlipwayError(.forbidden, "An owner exists already; signing up is closed.")

  private func begin(_ user: User, _ action: String, _ request: RequestInfo) async throws -> SignedIn {
    let token = try await engine.store.write { try sessions.begin(user, request, in: $0) }
    await trail(action, user, user.email, "ok", request)
    return SignedIn(user: user, token: token)
  }

  func trail(
    _ action: String, _ user: User?, _ email: String, _ result: String, _ request: RequestInfo
  ) async {
    let organization = try? await engine.store.read { transaction in
      try user.flatMap { try transaction.organizations.ofUser($0.id).first?.id }
    }
    await AuditTrail(store: engine.store).write(
      AuditEntry(
        organizationID: organization ?? nil, userID: user?.id, userEmail: AuditText.singleLine(email), action: action,
        subject: "", result: result, ipAddress: request.address, createdAt: engine.now()))
  }
}
