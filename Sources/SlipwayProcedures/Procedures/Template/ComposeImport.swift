package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Puts an imported template in the place of a stack's file, environment, files and domains.
package enum ComposeImport: Procedure {
  package typealias Input = ComposeImportInput

  package static let name = "compose.import"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Replaces a compose stack's file, variables, files and domains by a template's"

  package static func access(_ input: Input) -> Access { .subject(.compose(input.composeId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> ComposeRow {
    let present = try await call.store.read { try $0.composeStacks.one(input.composeId) }
    let address = try await Placement(of: present).address(call)
    let stack = try await ComposeChange.keep(input.composeId, call) { stack, tx in
      let rendered = try TemplateImport.render(input.base64, appName: stack.appName, at: address, call)
      TemplateAdoption.apply(rendered, to: &stack)
      for mount in try tx.mounts.all(of: stack.id) { try tx.mounts.delete(mount.id) }
      for domain in try tx.domains.all(of: stack.id) { try tx.domains.delete(domain.id) }
      try TemplateAdoption.keepParts(of: rendered, for: stack, call, tx)
    }
    await ServiceActions.rewriteRoutes(of: stack.id, call)
    return ComposeRow(stack)
  }
}

/// The input of what takes a template for a stack.
package struct ComposeImportInput: Codable, Sendable {
  package var base64: String
  package var composeId: ID<Deployable>
}
