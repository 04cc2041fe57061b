package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists all projects for the page that gives members access to some of them.
package enum ProjectAllForPermissions: Procedure {
  package static let name = "project.allForPermissions"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists projects for the choice of a member's access"

  package static func access(_ input: NoInput) -> Access { .organization(.admin) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [ProjectListItem] {
    let organization = try call.organization()
    return try await call.store.read { try ProjectList.read(organization, $0) }
  }
}
