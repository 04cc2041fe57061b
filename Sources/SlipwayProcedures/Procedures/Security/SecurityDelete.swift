package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Removes a login; without the last one the proxy asks nobody.
package enum SecurityDelete: Procedure {
  package static let name = "security.delete"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Removes a login; with the last one the application is open again"

  package static func access(_ input: SecurityInput) -> Access { .subject(.basicAuth(input.securityId), .delete) }

  package static func run(_ input: SecurityInput, _ call: Call) async throws -> SecurityRow {
    let auth = try await call.store.write { tx in
      let auth = try tx.basicAuths.one(input.securityId)
      try tx.basicAuths.delete(auth.id)
      return auth
    }
    await ServiceActions.rewriteRoutes(of: auth.deployableID, call)
    call.publish(.deployableChanged(auth.deployableID, auth.organizationID))
    return SecurityRow(auth)
  }
}
