package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers one tag.
package enum TagOne: Procedure {
  package static let name = "tag.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a tag"

  package static func access(_ input: TagInput) -> Access { .subject(.tag(input.tagId), .read) }

  package static func run(_ input: TagInput, _ call: Call) async throws -> TagRow {
    TagRow(try await call.store.read { try $0.tags.one(input.tagId) })
  }
}
