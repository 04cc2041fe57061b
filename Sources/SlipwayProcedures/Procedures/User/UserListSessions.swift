package import Foundation
package import SlipwayCore
import SlipwayStore

/// Lists the browsers that are signed in: the caller's own; an owner sees those of the whole organisation.
package enum UserListSessions: Procedure {
  /// A signed-in browser; never its token.
  package struct Row: Codable, Sendable {
    package var id: ID<Session>
    package var userId: ID<User>
    package var email: String
    package var createdAt: Date
    /// To the hour: a session is not written at every request.
    package var updatedAt: Date
    package var expiresAt: Date
    package var ipAddress: String
    package var userAgent: String
    /// Whether it is the one that asks.
    package var isCurrent: Bool
  }

  package static let name = "user.listSessions"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the browsers that are signed in"

  package static func access(_ input: NoInput) -> Access { .signedIn }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [Row] {
    let (user, organization, now) = (try call.user(), try call.organization(), call.now())
    let seesAll = call.caller?.role == .owner
    let current = call.caller?.session?.id
    return try await call.store.read { tx in
      try tx.sessions.all(in: organization).filter { $0.expiresAt > now && (seesAll || $0.userID == user.id) }
        .map { session in
          Row(
            id: session.id, userId: session.userID, email: try tx.users.find(session.userID)?.email ?? "",
            createdAt: session.createdAt, updatedAt: session.lastUsedAt, expiresAt: session.expiresAt,
            ipAddress: session.ipAddress, userAgent: session.userAgent, isCurrent: session.id == current)
        }
    }
  }
}

extension Session {
  /// When it was used last; an hour too early at most.
  fileprivate var lastUsedAt: Date { max(createdAt, expiresAt.addingTimeInterval(-SessionKeeper.lifetime)) }
}
