package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Deletes an application: its rows, running service, routes and files. Named volumes stay.
package enum ApplicationDelete: Procedure {
  package static let name = "application.delete"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Deletes an application and removes its running service; named volumes stay"

  package static func access(_ input: ApplicationInput) -> Access {
    .subject(.application(input.applicationId), .delete)
  }

  package static func run(_ input: ApplicationInput, _ call: Call) async throws -> ApplicationRow {
    let now = call.now()
    let (application, begun) = try await call.store.write { tx in
      let application = try tx.applications.one(input.applicationId)
      let begun = try DeployableRemoval.begin([application.deployable], now, tx)
      try tx.applications.delete(application.id)
      return (application, begun)
    }
    call.publish(.organizationChanged(application.organizationID))
    try await DeployableRemoval.finish(begun, call)
    return ApplicationRow(application)
  }
}
