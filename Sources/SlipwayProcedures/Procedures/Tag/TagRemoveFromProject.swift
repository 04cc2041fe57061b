import SlipwayCore
import SlipwayStore

/// Takes a tag from a project.
package enum TagRemoveFromProject: Procedure {
  package static let name = "tag.removeFromProject"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Takes a tag from a project"

  package static func access(_ input: ProjectTagInput) -> Access { input.access }

  package static func run(_ input: ProjectTagInput, _ call: Call) async throws -> Bool {
    let organization = try call.organization()
    let isRemoved = try await call.store.write { try $0.tags.remove(input.tagId, from: input.projectId) }
    call.publish(.organizationChanged(organization))
    return isRemoved
  }
}
