package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists the organisation's projects, newest first, with the names and states of their services.
package enum ProjectAll: Procedure {
  package static let name = "project.all"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists projects with their environments and services"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [ProjectListItem] {
    let organization = try call.organization()
    return try await call.store.read { try ProjectList.read(organization, $0) }
  }
}
