package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Changes a redirect; the route has it at once.
package enum RedirectUpdate: Procedure {
  package struct Input: Codable, Sendable {
    package var redirectId: ID<Redirect>
    package var regex: String
    package var replacement: String
    package var permanent: Bool
  }

  package static let name = "redirects.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes a redirect"

  package static func access(_ input: Input) -> Access { .subject(.redirect(input.redirectId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> RedirectRow {
    let changed = change(try await call.store.read { try $0.redirects.one(input.redirectId) }, input)
    try await RedirectCheck.run(changed, call)
    let redirect = try await call.store.write { tx in
      let redirect = change(try tx.redirects.one(input.redirectId), input)
      try tx.redirects.update(redirect)
      return redirect
    }
    await ServiceActions.rewriteRoutes(of: redirect.deployableID, call)
    call.publish(.deployableChanged(redirect.deployableID, redirect.organizationID))
    return RedirectRow(redirect)
  }

  private static func change(_ stored: Redirect, _ input: Input) -> Redirect {
    var redirect = stored
    redirect.regex = input.regex
    redirect.replacement = input.replacement
    redirect.isPermanent = input.permanent
    return redirect
  }
}
