package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Changes a login; the proxy asks for the new one at once.
package enum SecurityUpdate: Procedure {
  package struct Input: Codable, Sendable {
    package var securityId: ID<BasicAuth>
    package var username: String
    /// The mask keeps the password that is there.
    package var password: String
  }

  package static let name = "security.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes the name and password of a login"

  package static func access(_ input: Input) -> Access { .subject(.basicAuth(input.securityId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> SecurityRow {
    try BasicAuth.checkUsername(input.username)
    let hash = input.password == Secret.mask ? nil : try await LoginHash.make(input.password)
    let auth = try await call.store.write { tx in
      var auth = try tx.basicAuths.one(input.securityId)
      if let other = try tx.basicAuths.find(username: input.username, of: auth.deployableID), other.id != auth.id {
        throw SecurityCreate.taken(input.username)
      }
      auth.username = input.username
      auth.passwordHash = hash ?? auth.passwordHash
      try tx.basicAuths.update(auth)
      return auth
    }
    await ServiceActions.rewriteRoutes(of: auth.deployableID, call)
    call.publish(.deployableChanged(auth.deployableID, auth.organizationID))
    return SecurityRow(auth)
  }
}
