package import SlipwayCore

/// The input of what concerns one certificate.
package struct CertificateInput: Codable, Sendable {
  package var certificateId: ID<Certificate>

  package init(certificateId: ID<Certificate>) { self.certificateId = certificateId }
}
