package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Changes a domain; its route is written at once.
package enum DomainUpdate: Procedure {
  package struct Input: Codable, Sendable {
    package var host: String
    package var path: Patch<String>
    package var port: Patch<Int>
    package var customEntrypoint: Patch<String>
    package var https: Bool?
    package var certificateType: Domain.CertificateType?
    package var customCertResolver: Patch<String>
    package var serviceName: String?
    package var domainType: Domain.Kind?
    package var internalPath: Patch<String>
    package var stripPath: Bool?
    package var middlewares: Patch<[String]>
    package var forwardAuthEnabled: Bool?
    package var enabled: Bool?
    package var domainId: ID<Domain>
  }

  package static let name = "domain.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes a domain"

  package static func access(_ input: Input) -> Access { .subject(.domain(input.domainId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> DomainRow {
    try LaterDomainFields.check(
      previewDeploymentId: nil, kind: input.domainType, forwardAuth: input.forwardAuthEnabled)
    let now = call.now()
    if let service = input.serviceName {
      let before = try await call.store.read { try $0.domains.one(input.domainId) }
      if before.serviceName != nil { try await DomainClaim.checkService(service, of: before.deployableID, call) }
    }
    let domain = try await call.store.write { tx in
      var domain = try tx.domains.one(input.domainId)
      let service = domain.serviceName
      if service != nil { domain.serviceName = try DomainClaim.service(input.serviceName ?? service) }
      change(&domain, input)
      try domain.normalize()
      try ProxyNames.check(domain, call.engine.configuration)
      try DomainClaim.check(domain, tx)
      try CertificateRules.check(domain, tx)
      try tx.domains.update(domain)
      if domain.serviceName != service { try tx.deployables.noteChange(domain.deployableID, now) }
      return domain
    }
    await ServiceActions.rewriteRoutes(of: domain.deployableID, call)
    call.publish(.deployableChanged(domain.deployableID, domain.organizationID))
    return DomainRow(domain)
  }

  private static func change(_ domain: inout Domain, _ input: Input) {
    domain.host = input.host
    domain.path = input.path.applied(to: domain.path, default: "/")
    domain.port = input.port.applied(to: domain.port, default: 3000)
    domain.customEntrypoint = input.customEntrypoint.applied(to: domain.customEntrypoint).flatMap {
      $0.isEmpty ? nil : $0
    }
    domain.https = input.https ?? domain.https
    domain.certificateType = input.certificateType ?? domain.certificateType
    domain.customCertResolver =
      input.customCertResolver.applied(to: domain.customCertResolver).flatMap { $0.isEmpty ? nil : $0 }
    domain.internalPath = input.internalPath.applied(to: domain.internalPath, default: "/")
    domain.stripPath = input.stripPath ?? domain.stripPath
    domain.middlewares = input.middlewares.applied(to: domain.middlewares, default: [])
    domain.isEnabled = input.enabled ?? domain.isEnabled
  }
}
