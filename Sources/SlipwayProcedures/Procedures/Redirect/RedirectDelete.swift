package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Removes a redirect; the route is without it at once.
package enum RedirectDelete: Procedure {
  package static let name = "redirects.delete"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Removes a redirect"

  package static func access(_ input: RedirectInput) -> Access { .subject(.redirect(input.redirectId), .delete) }

  package static func run(_ input: RedirectInput, _ call: Call) async throws -> RedirectRow {
    let redirect = try await call.store.write { tx in
      let redirect = try tx.redirects.one(input.redirectId)
      try tx.redirects.delete(redirect.id)
      return redirect
    }
    await ServiceActions.rewriteRoutes(of: redirect.deployableID, call)
    call.publish(.deployableChanged(redirect.deployableID, redirect.organizationID))
    return RedirectRow(redirect)
  }
}
