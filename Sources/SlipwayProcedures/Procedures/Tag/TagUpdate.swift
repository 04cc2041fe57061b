package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Changes a tag's name or colour.
package enum TagUpdate: Procedure {
  package struct Input: Codable, Sendable {
    package var tagId: ID<ProjectTag>
    package var name: String?
    package var color: Patch<String>
    /// Accepted as it is; it cannot be changed.
    package var createdAt: String?
    /// Accepted as it is; it cannot be changed.
    package var organizationId: String?
  }

  package static let name = "tag.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes a tag's name or colour"

  package static func access(_ input: Input) -> Access { .subject(.tag(input.tagId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> TagRow {
    let tag = try await call.store.write { tx in
      var tag = try tx.tags.one(input.tagId)
      if let other = input.organizationId, !other.isEmpty, other != tag.organizationID.rawValue {
        throw SlipwayError.invalid("organizationId", "a tag cannot be moved to another organization")
      }
      if let typed = input.name { tag.name = try TagName.check(typed, for: tag.id, in: tag.organizationID, tx) }
      tag.color = try ProjectTag.normalizeColor(input.color.applied(to: tag.color))
      try tx.tags.update(tag)
      return tag
    }
    call.publish(.organizationChanged(tag.organizationID))
    return TagRow(tag)
  }
}
