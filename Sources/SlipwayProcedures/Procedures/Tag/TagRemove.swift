package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Removes a tag, from all projects that have it.
package enum TagRemove: Procedure {
  package static let name = "tag.remove"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Removes a tag from all projects"

  package static func access(_ input: TagInput) -> Access { .subject(.tag(input.tagId), .delete) }

  package static func run(_ input: TagInput, _ call: Call) async throws -> TagRow {
    let tag = try await call.store.write { tx in
      let tag = try tx.tags.one(input.tagId)
      try tx.tags.delete(tag.id)
      return tag
    }
    call.publish(.organizationChanged(tag.organizationID))
    return TagRow(tag)
  }
}
