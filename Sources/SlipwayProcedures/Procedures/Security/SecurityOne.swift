package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers one login, without its password.
package enum SecurityOne: Procedure {
  package static let name = "security.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a login of the proxy, without its password"

  package static func access(_ input: SecurityInput) -> Access { .subject(.basicAuth(input.securityId), .read) }

  package static func run(_ input: SecurityInput, _ call: Call) async throws -> SecurityRow {
    SecurityRow(try await call.store.read { try $0.basicAuths.one(input.securityId) })
  }
}
