package import Foundation
package import SlipwayCore

/// An uploaded certificate on the wire; the private key stays here.
package struct CertificateRow: Codable, Sendable {
  package var certificateId: ID<Certificate>
  package var name: String
  /// The chain as PEM, which every visitor is shown, too.
  package var certificateData: String
  /// Always empty: a stored private key is never answered.
  package var privateKey: String
  package var certificatePath: String
  @Null package var autoRenew: Bool?
  package var organizationId: ID<Organization>
  @Null package var serverId: String?
  /// The DNS names in it.
  package var hosts: [String]
  package var notBefore: Date
  package var expiresAt: Date
  package var createdAt: Date

  package init(_ certificate: Certificate) {
    certificateId = certificate.id
    name = certificate.name
    certificateData = certificate.chain
    privateKey = ""
    certificatePath = "certificate-\(certificate.id)"
    autoRenew = certificate.autoRenew
    organizationId = certificate.organizationID
    serverId = nil
    hosts = certificate.hosts
    notBefore = certificate.notBefore
    expiresAt = certificate.notAfter
    createdAt = certificate.createdAt
  }
}
