package import SlipwayCore
import SlipwayStore

/// Signs another browser out: one of the caller's own; an owner any of the organisation.
package enum UserRevokeSession: Procedure {
  package struct Input: Codable, Sendable {
    package var sessionId: ID<Session>

    package init(sessionId: ID<Session>) { self.sessionId = sessionId }
  }

  package static let name = "user.revokeSession"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Signs another browser out"

  package static func access(_ input: Input) -> Access { .subject(.session(input.sessionId), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    let user = try call.user()
    let mayEndAll = call.caller?.role == .owner
    guard call.caller?.session?.id != input.sessionId else {
      throw SlipwayError(.badRequest, "This is the session that you ask with; sign out to end it.")
    }
    let owner = try await call.store.write { tx in
      let session = try tx.sessions.one(input.sessionId)
      guard mayEndAll || session.userID == user.id else { throw SlipwayError.notFound("Session") }
      try tx.sessions.delete(session.id)
      return session.userID
    }
    call.publish(.accessEnded(owner))
    return true
  }
}
