package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Gives a project exactly these tags.
package enum TagBulkAssign: Procedure {
  package struct Input: Codable, Sendable {
    package var projectId: ID<Project>
    package var tagIds: [ID<ProjectTag>]
  }

  package static let name = "tag.bulkAssign"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Gives a project exactly these tags"

  package static func access(_ input: Input) -> Access {
    .all([.subject(.project(input.projectId), .write)] + input.tagIds.map { .subject(.tag($0), .read) })
  }

  package static func run(_ input: Input, _ call: Call) async throws -> [ProjectTagRow] {
    let organization = try call.organization()
    let rows = try await call.store.write { tx in
      try tx.tags.clear(input.projectId)
      for id in input.tagIds { try tx.tags.assign(try tx.tags.one(id), to: input.projectId) }
      return try tx.tags.all(of: input.projectId).map { ProjectTagRow($0, of: input.projectId) }
    }
    call.publish(.organizationChanged(organization))
    return rows
  }
}
