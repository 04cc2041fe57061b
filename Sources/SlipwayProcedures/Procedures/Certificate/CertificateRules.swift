import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// What an uploaded certificate must hold to, beyond what stands in it.
enum CertificateRules {
  /// - Throws: ``SlipwayError`` `conflict` naming `certificateData` when it is for a host of somebody else.
  static func check(_ certificate: Certificate, _ tx: Transaction) throws {
    let shown = ShownCertificates(domains: try tx.domains.all(), settings: try tx.settings.server())
    guard shown.owner(before: certificate) == nil else {
      let problem = "names a host that somebody else has on this server; take it out of the certificate"
      throw SlipwayError(.conflict, "certificateData: \(problem)", details: ["certificateData": problem])
    }
  }

  /// A domain that asks for an own certificate and names no resolver needs one that is here.
  /// - Throws: ``SlipwayError`` `badRequest` naming `certificateType`.
  static func check(_ domain: Domain, _ tx: Transaction) throws {
    guard domain.https, domain.certificateType == .custom, domain.customCertResolver == nil else { return }
    guard try tx.certificates.all(in: domain.organizationID).contains(where: { $0.covers(domain.host) }) else {
      throw SlipwayError.invalid(
        "certificateType",
        "no certificate here is for \(domain.host): upload one in the settings, or name a customCertResolver")
    }
  }
}
