package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists a compose stack's domains.
package enum DomainByComposeId: Procedure {
  package static let name = "domain.byComposeId"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists a compose stack's domains"

  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .read) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> [DomainRow] {
    try await call.store.read { tx in try tx.domains.all(of: input.composeId).map { DomainRow($0) } }
  }
}
