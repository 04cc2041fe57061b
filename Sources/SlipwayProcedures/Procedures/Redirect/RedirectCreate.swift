package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Adds a redirect to an application; its route has it at once.
package enum RedirectCreate: Procedure {
  package struct Input: Codable, Sendable {
    package var regex: String
    package var replacement: String
    package var permanent: Bool
    package var applicationId: ID<Deployable>
  }

  package static let name = "redirects.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Adds a redirect to an application"

  package static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> RedirectRow {
    let draft = Redirect(
      organizationID: try call.organization(), deployableID: input.applicationId, regex: input.regex,
      replacement: input.replacement, isPermanent: input.permanent, createdAt: call.now())
    try await RedirectCheck.run(draft, call)
    let redirect = try await call.store.write { try $0.redirects.insert(draft) }
    await ServiceActions.rewriteRoutes(of: redirect.deployableID, call)
    call.publish(.deployableChanged(redirect.deployableID, redirect.organizationID))
    return RedirectRow(redirect)
  }
}
