package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers one redirect.
package enum RedirectOne: Procedure {
  package static let name = "redirects.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a redirect"

  package static func access(_ input: RedirectInput) -> Access { .subject(.redirect(input.redirectId), .read) }

  package static func run(_ input: RedirectInput, _ call: Call) async throws -> RedirectRow {
    RedirectRow(try await call.store.read { try $0.redirects.one(input.redirectId) })
  }
}
