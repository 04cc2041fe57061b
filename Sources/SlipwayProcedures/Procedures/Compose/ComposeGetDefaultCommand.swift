import SlipwayCompose
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Answers what is run when nothing is added.
package enum ComposeGetDefaultCommand: Procedure {
  package static let name = "compose.getDefaultCommand"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the command that starts the stack when nothing is added"

  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .read) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> String {
    let stack = try await call.store.read { try $0.composeStacks.one(input.composeId) }
    return stack.settings.standardCommand(appName: stack.appName)
  }
}
