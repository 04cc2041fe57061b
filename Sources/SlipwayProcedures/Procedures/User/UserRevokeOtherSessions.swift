import SlipwayCore
import SlipwayStore

/// Signs the caller out everywhere but in the browser that asks.
package enum UserRevokeOtherSessions: Procedure {
  package struct Output: Codable, Sendable {
    /// How many sessions ended.
    package var count: Int
  }

  package static let name = "user.revokeOtherSessions"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Signs the caller out everywhere else"

  package static func access(_ input: NoInput) -> Access { .signedIn }

  package static func run(_ input: NoInput, _ call: Call) async throws -> Output {
    let user = try call.user()
    let kept = call.caller?.session?.id
    let count = try await call.store.write { try $0.sessions.deleteAll(of: user.id, except: kept) }
    call.publish(.accessEnded(user.id))
    return Output(count: count)
  }
}
