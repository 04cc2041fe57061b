import SlipwayAnswers
import HTTPTypes
import Hummingbird
import SlipwayCore
import SlipwayProcedures

/// The dashboard's forms around the session: sign in, sign out, set up the first owner.
struct AccountForms: Sendable {
  let accounts: Accounts
  let answers: FormAnswers

  func add(to router: Router<SlipwayRequestContext>) {
    router.post("/sign-in") { request, context in
      try await entering("sign-in", request, context) { fields in
        try await accounts.signIn(
          email: fields["email"] ?? "", password: fields["password"] ?? "", context.info)
      }
    }
    router.post("/sign-in/link") { request, context in
      try await entering("sign-in/link", request, context) { fields in
        try await accounts.signIn(link: fields["token"] ?? "", context.info)
      }
    }
    router.post("/setup") { request, context in
      try await entering("setup", request, context) { fields in
        let owner = try NewOwner(
          email: fields["email"] ?? "", firstName: fields["firstName"] ?? "", lastName: fields["lastName"] ?? "",
          organization: fields["organization"])
        return try await accounts.setUp(
          owner, password: fields["password"] ?? "", token: fields["token"] ?? "", context.info)
      }
    }
    router.post("/sign-out") { try await signOut($0, $1) }
  }

  /// Signs in whoever `body` finds. A session that was there ends: its cookie is replaced.
  private func entering(
    _ action: String, _ request: Request, _ context: SlipwayRequestContext,
    _ body: (TextFields) async throws -> Accounts.SignedIn
  ) async throws -> Response {
    let fields = try await answers.fields(request)
    do {
      try answers.origin.check(request)
      let entered = try await body(fields)
      try await accounts.signOut(context.caller, context.info)
      var response = answers.onward(fields, context)
      response.setCookie(SessionCookie.make(entered.token, isSecure: context.isSecure))
      return response
    } catch {
      return await answers.refused(error, action, fields, request, context)
    }
  }

  private func signOut(_ request: Request, _ context: SlipwayRequestContext) async throws -> Response {
    let fields = try await answers.fields(request)
    try answers.guardForm(fields, request, context)
    try await accounts.signOut(context.caller, context.info)
    var response = FormAnswers.redirect("/sign-in")
    response.setCookie(SessionCookie.removal(isSecure: context.isSecure))
    return response
  }
}
