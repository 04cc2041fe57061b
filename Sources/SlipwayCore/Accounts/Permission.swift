/// What somebody wants to do with a thing.
package enum Permission: String, Sendable, Hashable, CaseIterable {
  case read, write, deploy, delete
}

extension Member.Role {
  /// Owners may do what admins may, admins what members may.
  package func isAtLeast(_ other: Member.Role) -> Bool { rank >= other.rank }

  /// Members look and deploy; what changes or removes a thing is for owners and admins until teams have finer rights.
  package func grants(_ permission: Permission) -> Bool {
    switch permission {
    case .read, .deploy: true
    case .write, .delete: isAtLeast(.admin)
    }
  }

  private var rank: Int {
    switch self {
    case .owner: 2
    case .admin: 1
    case .member: 0
    }
  }
}
