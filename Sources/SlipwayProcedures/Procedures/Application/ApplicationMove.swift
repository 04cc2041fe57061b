package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Moves an application to another environment.
package enum ApplicationMove: Procedure {
  package struct Input: Codable, Sendable {
    package var applicationId: ID<Deployable>
    package var targetEnvironmentId: ID<Environment>
  }

  package static let name = "application.move"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Moves an application to another environment"

  package static func access(_ input: Input) -> Access {
    .all([
      .subject(.application(input.applicationId), .write), .subject(.environment(input.targetEnvironmentId), .write),
    ])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> ApplicationRow {
    let application = try await ApplicationChange.keep(input.applicationId, call) { application, tx in
      application.environmentID = input.targetEnvironmentId
      try tx.deployables.movePreviews(of: application.id, to: input.targetEnvironmentId)
    }
    call.publish(.organizationChanged(application.organizationID))
    return ApplicationRow(application)
  }
}
