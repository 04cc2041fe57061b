package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Fetches the file, to see that it can be.
package enum ComposeFetchSourceType: Procedure {
  package static let name = "compose.fetchSourceType"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Fetches the file from its source and answers what kind of source it is"

  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .write) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> StackSettings.Source {
    let stack = try await call.store.read { try $0.composeStacks.one(input.composeId) }
    _ = try await StackText.fetch(stack, call.engine)
    return stack.settings.sourceType
  }
}
