package import Foundation
package import SlipwayCore
package import SlipwayEngine
package import SlipwayStore

/// Who may push code to what, and the trail that they leave: the same over HTTP and SSH.
package struct PushAccess: Sendable {
  /// How often the time of last use of a key is written, in seconds.
  private static let touchInterval: TimeInterval = 60
  /// Pushes of one caller in an hour.
  private static let rate = RateLimit(count: 300, seconds: 3600)
  private let engine: Engine
  private let rates = RateWindows()

  package init(engine: Engine) { self.engine = engine }

  /// Whose key it is, in the organisation that the application belongs to.
  /// - Returns: `nil` for a key that is not there any more, or whose user has left the organisation.
  /// - Throws: ``SlipwayError`` `conflict` when several members added it: who pushes could only be guessed.
  package func caller(fingerprint: String, for appName: String) async throws -> Caller? {
    let now = engine.now()
    let caller = try await engine.store.read { tx -> Caller? in
      guard let id = try tx.deployables.named(appName),
        let organization = try tx.ownership.organization(of: .application(id))
      else { return nil }
      let callers = try tx.pushKeys.all(fingerprint: fingerprint).filter { $0.organizationID == organization }
        .compactMap { try Self.caller($0, tx) }
      guard callers.count < 2 else {
        throw SlipwayError(
          .conflict,
          "Several members of \(appName)'s organization added this key, so nobody can tell who pushes. Let one of them keep "
            + "it in their profile, or add a key that is yours alone.")
      }
      return callers.first
    }
    guard let caller, case .pushKey(let key) = caller.method else { return nil }
    if now.timeIntervalSince(key.lastUsedAt ?? .distantPast) > Self.touchInterval {
      try await engine.store.write { try $0.pushKeys.touch(key.id, now: now) }
    }
    return caller
  }

  /// `nil` for somebody who has left.
  private static func caller(_ key: PushKey, _ tx: Transaction) throws -> Caller? {
    guard let user = try tx.users.find(key.userID),
      let member = try tx.members.of(user: user.id, in: key.organizationID)
    else { return nil }
    return Caller(user: user, organizationID: key.organizationID, role: member.role, method: .pushKey(key))
  }

  /// Whether this key is anybody's.
  package func knows(fingerprint: String) async throws -> Bool {
    try await engine.store.read { try !$0.pushKeys.all(fingerprint: fingerprint).isEmpty }
  }

  /// The application that somebody names, if they may do this with it.
  /// - Throws: ``SlipwayError`` `notFound` for what is missing or somebody else's, `forbidden`, `tooManyRequests`,
  ///   `preconditionFailed` when it takes its code from elsewhere.
  package func application(_ appName: String, _ permission: Permission, _ caller: Caller) async throws -> Application
  {
    guard let id = try await engine.store.read({ try $0.deployables.named(appName) }) else {
      throw SlipwayError.notFound("Application")
    }
    try await Access.subject(.application(id), permission).check(caller, engine.store)
    let application = try await engine.store.read { try $0.applications.one(id) }
    guard application.source.sourceType == .push else {
      throw SlipwayError(
        .preconditionFailed,
        "\(application.name) does not take its code from git push. Choose 'Git push' as its source in the dashboard first."
      )
    }
    return application
  }

  /// - Throws: ``SlipwayError`` `tooManyRequests`.
  package func count(_ caller: Caller) throws {
    guard let wait = rates.take("user:\(caller.user.id)", Self.rate, now: engine.now()) else { return }
    throw SlipwayError(
      .tooManyRequests, "You have pushed \(Self.rate.count) times in an hour; try again in \(wait) seconds.",
      details: ["retryAfter": String(wait)])
  }

  /// Asked in the transaction that takes the push: a key may be removed, and a membership end, while code arrives.
  /// - Throws: ``SlipwayError`` `forbidden`.
  package static func require(_ caller: Caller, _ now: Date, _ tx: Transaction) throws {
    let role = try tx.members.of(user: caller.user.id, in: caller.organizationID)?.role
    let hasKey =
      switch caller.method {
      case .apiKey(let key): try tx.apiKeys.find(key.id).map { $0.expiresAt.map { $0 > now } ?? true } ?? false
      case .pushKey(let key): try tx.pushKeys.find(key.id) != nil
      case .session: false
      }
    guard hasKey, let role, role.grants(.deploy) else {
      throw SlipwayError(.forbidden, "Your access has ended; nothing was changed.")
    }
  }

  /// Leaves a row of a push, whatever became of it.
  package func trail(_ caller: Caller, _ application: Application, _ result: String, address: String) async {
    let subject = Subject.application(application.id)
    await AuditTrail(store: engine.store).write(
      AuditEntry(
        organizationID: caller.organizationID, userID: caller.user.id, userEmail: caller.user.email,
        action: "application.push", subject: "\(subject.noun) \(subject.rawID)", result: result, ipAddress: address,
        createdAt: engine.now()))
  }
}
