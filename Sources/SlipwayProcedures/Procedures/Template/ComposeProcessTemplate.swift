package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Shows what an imported template would make of a stack; nothing is kept.
package enum ComposeProcessTemplate: Procedure {
  package static let name = "compose.processTemplate"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Shows what an imported template would make of a compose stack"
  // It changes nothing; the published API has it as a mutation.
  package static let isAudited = false

  package static func access(_ input: ComposeImportInput) -> Access { .subject(.compose(input.composeId), .read) }

  package static func run(_ input: ComposeImportInput, _ call: Call) async throws -> TemplatePreview {
    let stack = try await call.store.read { try $0.composeStacks.one(input.composeId) }
    let address = try await Placement(of: stack).address(call)
    return TemplatePreview(try TemplateImport.render(input.base64, appName: stack.appName, at: address, call))
  }
}
