import SlipwayCore
import SlipwayStore

/// Makes a new webhook address; the old one stops working at once.
package enum ComposeRefreshToken: Procedure {
  package static let name = "compose.refreshToken"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Makes a new webhook address; the old one stops working"

  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .write) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> Bool {
    _ = try await ComposeChange.keep(input.composeId, call) { stack, _ in
      stack.refreshToken = Secret(RandomText.token())
    }
    return true
  }
}
