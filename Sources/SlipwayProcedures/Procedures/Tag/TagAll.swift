package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists the organisation's tags by name.
package enum TagAll: Procedure {
  package static let name = "tag.all"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the tags of the organisation"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [TagRow] {
    let organization = try call.organization()
    return try await call.store.read { try $0.tags.all(in: organization) }.map(TagRow.init)
  }
}
