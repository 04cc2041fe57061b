package import SlipwayCore
package import SlipwayStore

extension Access {
  /// The one check of who may do what.
  /// - Throws: ``SlipwayError`` `unauthorized`, `forbidden`, or `notFound` for what is missing or somebody else's.
  func check(_ caller: Caller?, _ store: Store) async throws {
    switch self {
    case .anyone: return
    default: break
    }
    guard let caller else { throw SlipwayError.signInNeeded }
    for role in roles where !caller.role.isAtLeast(role) {
      throw SlipwayError(.forbidden, "This needs the role \(role.rawValue) or higher.")
    }
    if asksForServer, try await !store.read({ try caller.ownsServer($0) }) {
      throw Self.serversOwnerOnly
    }
    let wanted = subjects
    guard !wanted.isEmpty else { return }
    try await store.read { transaction in
      for (subject, _) in wanted {
        guard try transaction.ownership.organization(of: subject) == caller.organizationID else {
          throw SlipwayError.notFound(subject.noun)
        }
        guard try !transaction.ownership.isOfServer(subject) || caller.ownsServer(transaction) else {
          throw Self.serversOwnerOnly
        }
        // Whoever may not change the server sees nothing of what is typed and said there.
        guard try caller.role.grants(.write) || !transaction.ownership.isOnServer(subject) else {
          throw SlipwayError(.forbidden, "Only who may change the server may see this.")
        }
        let (user, runs) = (caller.user.id, caller.role.isAtLeast(.admin))
        guard try transaction.ownership.isUsable(subject, by: user, runsOrganization: runs) else {
          throw SlipwayError(.forbidden, "This git provider is not shared: ask who connected it to share it.")
        }
      }
    }
    for (_, permission) in wanted where !caller.role.grants(permission) {
      throw SlipwayError(
        .forbidden, "Your role \(caller.role.rawValue) does not allow to \(permission.rawValue) this.")
    }
  }

  private static var serversOwnerOnly: SlipwayError {
    SlipwayError(.forbidden, "Only the owner of this server may do this.")
  }

  private var asksForServer: Bool {
    switch self {
    case .server: true
    case .anyone, .signedIn, .organization, .subject: false
    case .all(let accesses): accesses.contains(where: \.asksForServer)
    }
  }

  private var roles: [Member.Role] {
    switch self {
    case .anyone, .signedIn, .server, .subject: []
    case .organization(let role): [role]
    case .all(let accesses): accesses.flatMap(\.roles)
    }
  }

  private var subjects: [(Subject, Permission)] {
    switch self {
    case .anyone, .signedIn, .organization, .server: []
    case .subject(let subject, let permission): [(subject, permission)]
    case .all(let accesses): accesses.flatMap(\.subjects)
    }
  }
}

extension Caller {
  /// Whether a procedure that reads this thing would let them; for what is watched past the dispatcher.
  package func mayRead(_ subject: Subject, _ store: Store) async throws -> Bool {
    do {
      try await Access.subject(subject, .read).check(self, store)
      return true
    } catch let error as SlipwayError where error.code == .notFound || error.code == .forbidden {
      return false
    }
  }
}
