package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Lets somebody in by name and password; from the first one on the proxy asks everybody.
package enum SecurityCreate: Procedure {
  package struct Input: Codable, Sendable {
    package var applicationId: ID<Deployable>
    package var username: String
    package var password: String
  }

  private static let maximum = 100
  package static let name = "security.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Adds a login that the proxy asks for before an application"

  package static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> SecurityRow {
    try BasicAuth.checkUsername(input.username)
    let auth = BasicAuth(
      organizationID: try call.organization(), deployableID: input.applicationId, username: input.username,
      passwordHash: try await LoginHash.make(input.password), createdAt: call.now())
    try await call.store.write { tx in
      let others = try tx.basicAuths.all(of: auth.deployableID)
      guard others.count < maximum else {
        throw SlipwayError.invalid("username", "an application may have at most \(maximum) logins")
      }
      guard !others.contains(where: { $0.username == auth.username }) else { throw taken(auth.username) }
      try tx.basicAuths.insert(auth)
    }
    await ServiceActions.rewriteRoutes(of: auth.deployableID, call)
    call.publish(.deployableChanged(auth.deployableID, auth.organizationID))
    return SecurityRow(auth)
  }

  static func taken(_ username: String) -> SlipwayError {
    SlipwayError(
      .conflict, "username: '\(username)' has a password here already; change that one",
      details: ["username": "has a password here already"])
  }
}
