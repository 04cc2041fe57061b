package import SlipwayCore
package import SlipwayStore

/// Who asks: a user in one organisation, by a session or by an API key. Read anew for every request.
package struct Caller: Sendable, Hashable {
  /// How the caller proved who they are.
  package enum Method: Sendable, Hashable {
    case session(Session)
    case apiKey(APIKey)
    /// The private half of this key, by SSH.
    case pushKey(PushKey)
  }

  package let user: User
  package let organizationID: ID<Organization>
  package let role: Member.Role
  package let method: Method

  package init(user: User, organizationID: ID<Organization>, role: Member.Role, method: Method) {
    self.user = user
    self.organizationID = organizationID
    self.role = role
    self.method = method
  }

  /// The session, unless an API key was used.
  package var session: Session? {
    if case .session(let session) = method { session } else { nil }
  }

  /// Whether all that is on a machine is theirs to see and change: on this one its owner's, on a server theirs who may change
  /// the server.
  /// - Parameter server: `nil` is this machine.
  package func governs(_ server: ID<Server>?, _ tx: Transaction) throws -> Bool {
    guard let server else { return try ownsServer(tx) }
    return try role.grants(.write) && tx.ownership.organization(of: .server(server)) == organizationID
  }

  /// Whether what concerns the server itself is theirs to decide: its settings, its folders, its proxy.
  package func ownsServer(_ tx: Transaction) throws -> Bool {
    try role == .owner && tx.ownership.serverOrganization() == organizationID
  }
}
