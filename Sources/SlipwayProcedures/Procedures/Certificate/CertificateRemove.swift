package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Removes a certificate that no domain asks for.
package enum CertificateRemove: Procedure {
  package static let name = "certificates.remove"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Removes an uploaded certificate that no domain asks for"

  package static func access(_ input: CertificateInput) -> Access {
    .subject(.certificate(input.certificateId), .delete)
  }

  package static func run(_ input: CertificateInput, _ call: Call) async throws -> CertificateRow {
    let certificate = try await call.store.write { tx in
      let certificate = try tx.certificates.one(input.certificateId)
      let others = try tx.certificates.all(in: certificate.organizationID).filter { $0.id != certificate.id }
      let needing = try tx.domains.all().first { domain in
        domain.organizationID == certificate.organizationID && domain.certificateType == .custom && domain.https
          && domain.customCertResolver == nil && certificate.covers(domain.host)
          && !others.contains { $0.covers(domain.host) }
      }
      if let needing {
        throw SlipwayError(
          .conflict, "This certificate is in use by \(needing.host): choose another certificate there first.")
      }
      try tx.certificates.delete(certificate.id)
      return certificate
    }
    await ServiceActions.rewriteCertificates(call)
    return CertificateRow(certificate)
  }
}
