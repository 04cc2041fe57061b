package import SlipwayAnswers
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Changes a certificate's name, or puts the next one in its place.
package enum CertificateUpdate: Procedure {
  package struct Input: Codable, Sendable {
    package var certificateId: ID<Certificate>
    package var name: String?
    package var certificateData: String?
    /// The one that is stored stays when it is left out.
    package var privateKey: String?
  }

  package static let name = "certificates.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes a certificate's name, or replaces it by a newer one"

  package static func access(_ input: Input) -> Access { .subject(.certificate(input.certificateId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> CertificateRow {
    let now = call.now()
    let certificate = try await call.store.write { tx in
      var certificate = try tx.certificates.one(input.certificateId)
      if let typed = input.name { certificate.name = try TypedText.name(typed) }
      let key = input.privateKey.flatMap { $0.isEmpty || $0 == Secret.mask ? nil : $0 }
      if key != nil || input.certificateData.map({ $0 != certificate.chain }) ?? false {
        let chain = try CertificateChain(
          chain: input.certificateData ?? certificate.chain, privateKey: key ?? certificate.privateKey.reveal())
        try chain.checkDates(at: now)
        certificate.chain = chain.chain
        certificate.privateKey = chain.privateKey
        certificate.hosts = chain.hosts
        certificate.notBefore = chain.notBefore
        certificate.notAfter = chain.notAfter
        // It is judged by what it names now: hosts that somebody has taken meanwhile are not its own.
        var fresh = certificate
        fresh.createdAt = now
        try CertificateRules.check(fresh, tx)
      }
      try tx.certificates.update(certificate)
      return certificate
    }
    await ServiceActions.rewriteCertificates(call)
    return CertificateRow(certificate)
  }
}
