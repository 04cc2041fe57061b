package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Starts a stopped application as its last release was.
package enum ApplicationStart: Procedure {
  package static let name = "application.start"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Starts a stopped application with its last release"

  package static func access(_ input: ApplicationInput) -> Access {
    .subject(.application(input.applicationId), .deploy)
  }

  package static func run(_ input: ApplicationInput, _ call: Call) async throws -> ApplicationRow {
    try await ServiceActions.start(input.applicationId, call)
    return ApplicationRow(try await call.store.read { try $0.applications.one(input.applicationId) })
  }
}
