package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Stops an application: no tasks run until it is started or deployed.
package enum ApplicationStop: Procedure {
  package static let name = "application.stop"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Stops an application until it is started or deployed"

  package static func access(_ input: ApplicationInput) -> Access {
    .subject(.application(input.applicationId), .deploy)
  }

  package static func run(_ input: ApplicationInput, _ call: Call) async throws -> ApplicationRow {
    try await ServiceActions.stop(input.applicationId, call)
    return ApplicationRow(try await call.store.read { try $0.applications.one(input.applicationId) })
  }
}
