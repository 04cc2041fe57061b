package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists the keys that the caller pushes code with.
package enum UserPushKeys: Procedure {
  package static let name = "user.pushKeys"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the SSH keys that the caller pushes code with"

  package static func access(_ input: NoInput) -> Access { .signedIn }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [PushKeyRow] {
    let (user, organization) = (try call.user(), try call.organization())
    return try await call.store.read { try $0.pushKeys.all(of: user.id, in: organization) }.map(PushKeyRow.init)
  }
}
