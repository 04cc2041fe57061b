package import Hummingbird

/// A set of routes beside the API: pages, assets, webhooks. They run behind the same middleware, so the context knows
/// the caller, and whatever they throw becomes an answer.
///
/// Taken already: `/api/health`, `/api/auth/*`, `/api/trpc/*`, `GET|POST /api/:procedure`, `/listen-deployment`,
/// `/docker-container-logs`, `/live`, `POST /do/:procedure`, `POST /sign-in`, `POST /sign-in/link`, `POST /sign-out`,
/// `POST /setup`. The pages `GET /sign-in`, `GET /sign-in/link?token=…` (a button that posts `token`, for a look must
/// change nothing) and `GET /setup?token=…` are the dashboard's.
package protocol PageRoutes: Sendable {
  func add(to router: Router<SlipwayRequestContext>)
}

/// Shows errors and refused forms as pages.
package protocol HTMLAnswers: Sendable {
  /// - Returns: `nil` for the plain page.
  func page(for failure: ErrorAnswer, _ request: Request, _ context: SlipwayRequestContext) async -> Response?
  /// - Returns: `nil` to go back to the form with a ``FlashCookie``.
  func page(for form: RefusedForm, _ request: Request, _ context: SlipwayRequestContext) async -> Response?
}

extension HTMLAnswers {
  package func page(
    for failure: ErrorAnswer, _ request: Request, _ context: SlipwayRequestContext
  ) async -> Response? { nil }

  package func page(
    for form: RefusedForm, _ request: Request, _ context: SlipwayRequestContext
  ) async -> Response? { nil }
}
