package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers one certificate.
package enum CertificateOne: Procedure {
  package static let name = "certificates.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers an uploaded certificate, without its private key"

  package static func access(_ input: CertificateInput) -> Access {
    .all([.subject(.certificate(input.certificateId), .read), .organization(.admin)])
  }

  package static func run(_ input: CertificateInput, _ call: Call) async throws -> CertificateRow {
    CertificateRow(try await call.store.read { try $0.certificates.one(input.certificateId) })
  }
}
