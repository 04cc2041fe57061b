package import SlipwayCore

/// What a procedure demands of its caller; the dispatcher checks it before anything runs.
package indirect enum Access: Sendable, Hashable {
  /// Also somebody who is not signed in.
  case anyone
  /// Anybody who is signed in.
  case signedIn
  /// A member of the present organisation with at least this role.
  case organization(Member.Role)
  /// The owner of this server: of the organisation that was there first.
  case server
  /// Somebody who may do this with this thing, which must belong to the present organisation.
  case subject(Subject, Permission)
  /// All of them.
  case all([Access])
}

extension Access {
  /// The first thing that is named, for the audit trail.
  var subject: Subject? {
    switch self {
    case .anyone, .signedIn, .organization, .server: nil
    case .subject(let subject, _): subject
    case .all(let accesses): accesses.lazy.compactMap(\.subject).first
    }
  }
}
