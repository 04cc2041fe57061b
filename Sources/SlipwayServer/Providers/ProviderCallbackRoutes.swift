package import Hummingbird
import SlipwayCore
package import SlipwayEngine
import SlipwayProcedures

/// `/api/providers/…`: where git providers lead the browser back to.
package struct ProviderCallbackRoutes: PageRoutes {
  private static let settings = "/settings/git-providers"
  private static let longest = 4096
  private let engine: Engine

  package init(engine: Engine) { self.engine = engine }

  package func add(to router: Router<SlipwayRequestContext>) {
    for callback in ProviderCallbacks.all {
      router.get("/api/providers/\(callback.path)") { try await finish(callback, $0, $1) }
    }
  }

  private func finish(
    _ callback: any ProviderCallback.Type, _ request: Request, _ context: SlipwayRequestContext
  ) async throws -> Response {
    guard context.caller?.session != nil else { throw SlipwayError.signInNeeded }
    let query = try Self.query(request)
    var response = FormAnswers.redirect(Self.settings)
    do {
      let call = Call(engine: engine, caller: context.caller, request: context.info)
      let sentence = try await callback.finish(query, call)
      await note(callback, call)
      response.setCookie(FlashCookie(isFailure: false, sentence: sentence).cookie(isSecure: context.isSecure))
    } catch let error as SlipwayError where error.code != .forbidden && error.code != .unauthorized {
      // The person sees why on the page that lists what is connected.
      response.setCookie(FlashCookie(isFailure: true, sentence: error.message).cookie(isSecure: context.isSecure))
    }
    return response
  }

  /// As of every other change.
  private func note(_ callback: any ProviderCallback.Type, _ call: Call) async {
    guard let caller = call.caller else { return }
    await AuditTrail(store: engine.store).write(
      AuditEntry(
        organizationID: caller.organizationID, userID: caller.user.id, userEmail: caller.user.email,
        action: "providers/\(callback.path)", subject: "", result: "ok", ipAddress: call.request.address,
        createdAt: call.now()))
  }

  /// - Throws: ``SlipwayError`` `badRequest` for a parameter that comes twice: nobody knows which one is meant.
  private static func query(_ request: Request) throws -> [String: String] {
    var found: [String: String] = [:]
    for (name, value) in request.uri.queryParameters {
      guard found.updateValue(String(value), forKey: String(name)) == nil else {
        throw SlipwayError.invalid(String(name.prefix(80)), "may be there once")
      }
      guard value.utf8.count <= longest else { throw SlipwayError.invalid(String(name.prefix(80)), "is too long") }
    }
    return found
  }
}
