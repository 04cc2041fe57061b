package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists the organisation's certificates, newest first.
package enum CertificateAll: Procedure {
  package static let name = "certificates.all"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists uploaded certificates, without their private keys"

  package static func access(_ input: NoInput) -> Access { .organization(.admin) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [CertificateRow] {
    let organization = try call.organization()
    return try await call.store.read { try $0.certificates.all(in: organization) }.map(CertificateRow.init)
  }
}
