package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Makes a tag.
package enum TagCreate: Procedure {
  package struct Input: Codable, Sendable {
    package var name: String
    package var color: String?
  }

  package static let name = "tag.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Makes a tag for projects"

  package static func access(_ input: Input) -> Access { .organization(.admin) }

  package static func run(_ input: Input, _ call: Call) async throws -> TagRow {
    let draft = ProjectTag(
      organizationID: try call.organization(), name: input.name, color: try ProjectTag.normalizeColor(input.color),
      createdAt: call.now())
    return try await call.store.write { tx in
      var tag = draft
      tag.name = try TagName.check(tag.name, for: tag.id, in: tag.organizationID, tx)
      try tx.tags.insert(tag)
      return TagRow(tag)
    }
  }
}
