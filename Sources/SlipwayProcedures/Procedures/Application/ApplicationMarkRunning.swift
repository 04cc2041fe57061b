package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Accepts a client's wish to show the application as at work. The state shown is what is observed, so it is one
/// only while a deployment waits or works.
package enum ApplicationMarkRunning: Procedure {
  package static let name = "application.markRunning"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Shows an application as at work while one of its deployments is"

  package static func access(_ input: ApplicationInput) -> Access {
    .subject(.application(input.applicationId), .deploy)
  }

  package static func run(_ input: ApplicationInput, _ call: Call) async throws -> ApplicationRow {
    let application = try await call.store.write { tx in
      if try !tx.deployments.active(of: input.applicationId).isEmpty {
        try tx.deployables.setStatus(input.applicationId, .running)
      }
      return try tx.applications.one(input.applicationId)
    }
    call.publish(.deployableChanged(application.id, application.organizationID))
    return ApplicationRow(application)
  }
}
