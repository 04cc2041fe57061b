import HTTPTypes
package import Hummingbird
import SlipwayCore
import SlipwayProcedures

/// Finds out who asks: by `x-api-key` when it is there, else by the session's cookie. It refuses nobody.
package struct Authentication: RouterMiddleware {
  package typealias Context = SlipwayRequestContext
  let accounts: Accounts

  package func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var context = context
    if let key = request.headers[.apiKey] {
      context.caller = try await accounts.keys.find(key)
      return try await next(request, context)
    }
    guard let token = request.cookies[SessionCookie.name]?.value, !token.isEmpty,
      let found = try await accounts.sessions.find(token)
    else { return try await next(request, context) }
    context.caller = found.caller
    context.csrfToken = SessionCookie.formToken(token)
    var response = try await next(request, context)
    if found.isProlonged, response.headers[values: .setCookie].isEmpty {
      response.setCookie(SessionCookie.make(token, isSecure: context.isSecure))
    }
    return response
  }
}
