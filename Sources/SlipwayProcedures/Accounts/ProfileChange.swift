import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// What somebody changes about themselves; `nil` leaves it as it is.
package struct ProfileChange: Sendable {
  package var firstName: String?
  package var lastName: String?
  package var email: String?
  /// The new one.
  package var password: String?
  package var currentPassword: String?

  package init(
    firstName: String? = nil, lastName: String? = nil, email: String? = nil, password: String? = nil,
    currentPassword: String? = nil
  ) {
    self.firstName = firstName
    self.lastName = lastName
    self.email = email
    self.password = password
    self.currentPassword = currentPassword
  }

  /// The user with everything but the password changed.
  /// - Throws: ``SlipwayError`` `badRequest` naming every unfit field.
  func applied(to user: User) throws -> User {
    var changed = user
    var problems = ValidationProblems()
    problems.check("firstName") { changed.firstName = try Self.name(firstName, "firstName") ?? user.firstName }
    problems.check("lastName") { changed.lastName = try Self.name(lastName, "lastName") ?? user.lastName }
    changed.email = email?.trimmingSpaces().lowercased() ?? user.email
    problems.require(NewOwner.isAddress(changed.email), "email", "must be an e-mail address")
    if let password { problems.check("password") { try Passwords.validate(password) } }
    try problems.throwIfAny()
    return changed
  }

  private static func name(_ typed: String?, _ field: String) throws -> String? {
    guard let typed, !typed.trimmingSpaces().isEmpty else { return typed.map { _ in "" } }
    return try TypedText.name(typed, field: field, limit: 100)
  }
}

extension Accounts {
  /// Changes what somebody is called, signs in with, or both. Whoever sits at a signed-in browser need not be its owner:
  /// what could lock the owner out asks for the password. A new one ends every other session.
  /// - Throws: ``SlipwayError`` `badRequest` naming the field, `conflict` for an e-mail that is taken,
  ///   `tooManyRequests` after many wrong passwords.
  func change(_ change: ProfileChange, of caller: Caller, _ request: RequestInfo) async throws -> User {
    let changed = try change.applied(to: caller.user)
    let isProtected = change.password != nil || changed.email != caller.user.email
    if isProtected { try await confirm(change.currentPassword, caller.user, request) }
    var hash: Secret?
    if let password = change.password { hash = try await passwords.hash(password) }
    let user = try await store(changed, hash, for: caller)
    guard hash != nil else { return user }
    engine.bus.publish(.accessEnded(user.id))
    await trail("user.changePassword", user, user.email, "ok", request)
    return user
  }

  private func confirm(_ password: String?, _ user: User, _ request: RequestInfo) async throws {
    guard let password, !password.isEmpty else {
      throw SlipwayError.invalid("currentPassword", "is needed to change the e-mail or the password")
    }
    try limiter.begin(email: user.email, address: request.address, now: engine.now())
    guard try await passwords.verify(password, user.passwordHash) else {
      throw SlipwayError.invalid("currentPassword", "is not your password")
    }
    limiter.succeed(email: user.email, address: request.address)
  }

  private func store(_ changed: User, _ hash: Secret?, for caller: Caller) async throws -> User {
    try await engine.store.write { tx in
      var user = try tx.users.one(caller.user.id)
      guard user.passwordHash == caller.user.passwordHash else {
        throw SlipwayError(.conflict, "Your password was changed meanwhile; load the page again.")
      }
      if changed.email != user.email, try tx.users.byEmail(changed.email) != nil {
        throw SlipwayError(.conflict, "A user with the e-mail \(changed.email) exists already.")
      }
      (user.firstName, user.lastName, user.email) = (changed.firstName, changed.lastName, changed.email)
      if let hash {
        user.passwordHash = hash
        try tx.sessions.deleteAll(of: user.id, except: caller.session?.id)
      }
      try tx.users.update(user)
      return user
    }
  }
}
