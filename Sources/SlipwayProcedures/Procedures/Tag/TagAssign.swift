package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Gives a project a tag.
package enum TagAssign: Procedure {
  package static let name = "tag.assignToProject"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Gives a project a tag"

  package static func access(_ input: ProjectTagInput) -> Access { input.access }

  package static func run(_ input: ProjectTagInput, _ call: Call) async throws -> ProjectTagRow {
    let tag = try await call.store.write { tx in
      let tag = try tx.tags.one(input.tagId)
      try tx.tags.assign(tag, to: input.projectId)
      return tag
    }
    call.publish(.organizationChanged(tag.organizationID))
    return ProjectTagRow(tag, of: input.projectId)
  }
}
