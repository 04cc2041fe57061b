import SlipwayAnswers
import Foundation
import HTTPTypes
import Hummingbird
import SlipwayCore
import SlipwayProcedures

/// `/api/auth/…`: signing in and out for programs, in the published shapes.
struct AuthEndpoints: Sendable {
  let accounts: Accounts
  let origin: OriginGuard

  func add(to router: Router<SlipwayRequestContext>) {
    router.post("/api/auth/sign-in/email") { try await signIn($0, $1) }
    router.post("/api/auth/sign-up/email") { try await signUp($0, $1) }
    router.post("/api/auth/sign-out") { try await signOut($0, $1) }
    router.get("/api/auth/get-session") { request, context in try JSONAnswer.make(SessionAnswer(context.caller)) }
  }

  /// What signing in takes.
  private struct SignIn: Codable {
    var email: String
    var password: String
  }

  /// What signing up takes.
  private struct SignUp: Codable {
    var email: String
    var password: String
    var name: String?
    var lastName: String?
    var organization: String?
    var setupToken: String?
  }

  /// What signing in answers.
  private struct Entered: Codable {
    var redirect = false
    var token: String
    var user: UserAnswer
  }

  private func signIn(_ request: Request, _ context: SlipwayRequestContext) async throws -> Response {
    let input = try await input(SignIn.self, request)
    return try entered(
      try await accounts.signIn(email: input.email, password: input.password, context.info), context)
  }

  private func signUp(_ request: Request, _ context: SlipwayRequestContext) async throws -> Response {
    guard try await accounts.needsSetUp() else {
      throw SlipwayError(.forbidden, "An owner exists already; signing up is closed.")
    }
    let input = try await input(SignUp.self, request)
    let owner = try NewOwner(
      email: input.email, firstName: input.name ?? "", lastName: input.lastName ?? "",
      organization: input.organization)
    let token = input.setupToken ?? request.headers[.setUpToken] ?? ""
    return try entered(
      try await accounts.setUp(owner, password: input.password, token: token, context.info), context)
  }

  private func signOut(_ request: Request, _ context: SlipwayRequestContext) async throws -> Response {
    try origin.check(request)
    try await accounts.signOut(context.caller, context.info)
    var response = try JSONAnswer.make(["success": true])
    response.setCookie(SessionCookie.removal(isSecure: context.isSecure))
    return response
  }

  private func input<Input: Decodable>(_ type: Input.Type, _ request: Request) async throws -> Input {
    try origin.check(request)
    try RESTDoor.requireJSON(request)
    return try WireInput(json: try await request.collectedBody()).decode(type)
  }

  private func entered(_ entered: Accounts.SignedIn, _ context: SlipwayRequestContext) throws -> Response {
    var response = try JSONAnswer.make(Entered(token: entered.token, user: UserAnswer(entered.user)))
    response.setCookie(SessionCookie.make(entered.token, isSecure: context.isSecure))
    return response
  }
}

/// A user in the shape of the published sign-in endpoints.
private struct UserAnswer: Codable {
  var id: ID<User>
  var email: String
  var name: String
  var lastName: String
  var createdAt: Date

  init(_ user: User) {
    id = user.id
    email = user.email
    name = user.firstName
    lastName = user.lastName
    createdAt = user.createdAt
  }
}

/// The present session, or `null`.
private struct SessionAnswer: Encodable {
  /// The session's own part.
  private struct Part: Encodable {
    var id: ID<Session>
    var userId: ID<User>
    var expiresAt: Date
    var activeOrganizationId: ID<Organization>
  }

  private enum CodingKeys: CodingKey {
    case session, user
  }

  let caller: Caller?

  init(_ caller: Caller?) { self.caller = caller }

  func encode(to encoder: any Encoder) throws {
    guard let caller, let session = caller.session else {
      var container = encoder.singleValueContainer()
      return try container.encodeNil()
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(
      Part(
        id: session.id, userId: session.userID, expiresAt: session.expiresAt,
        activeOrganizationId: session.organizationID), forKey: .session)
    try container.encode(UserAnswer(caller.user), forKey: .user)
  }
}
