package import SlipwayAnswers
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Keeps a certificate with its key; the proxy shows it for the organisation's domains that it names.
package enum CertificateCreate: Procedure {
  package struct Input: Codable, Sendable {
    /// Accepted; a new one is made.
    package var certificateId: String?
    package var name: String
    package var certificateData: String
    package var privateKey: String
    /// Accepted; where it is kept is not the caller's to say.
    package var certificatePath: String?
    package var autoRenew: Bool?
    package var organizationId: String
    package var serverId: String?
  }

  package static let name = "certificates.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Keeps a certificate chain with its private key"

  package static func access(_ input: Input) -> Access { .organization(.admin) }

  package static func run(_ input: Input, _ call: Call) async throws -> CertificateRow {
    let organization = try call.organization()
    guard input.organizationId.isEmpty || input.organizationId == organization.rawValue else {
      throw SlipwayError.invalid("organizationId", "must be the organization that you are working in")
    }
    try Placement.requireThisMachine(input.serverId)
    let chain = try CertificateChain(chain: input.certificateData, privateKey: input.privateKey)
    try chain.checkDates(at: call.now())
    let certificate = Certificate(
      organizationID: organization, name: try TypedText.name(input.name), chain: chain.chain,
      privateKey: chain.privateKey, autoRenew: input.autoRenew, hosts: chain.hosts, notBefore: chain.notBefore,
      notAfter: chain.notAfter, createdAt: call.now())
    try await call.store.write { tx in
      try CertificateRules.check(certificate, tx)
      try tx.certificates.insert(certificate)
    }
    await ServiceActions.rewriteCertificates(call)
    return CertificateRow(certificate)
  }
}
