package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Adds a domain to an application; its route is written at once.
package enum DomainCreate: Procedure {
  package struct Input: Codable, Sendable {
    package var host: String
    package var path: String?
    package var port: Int?
    package var customEntrypoint: String?
    package var https: Bool?
    package var applicationId: ID<Deployable>?
    package var certificateType: Domain.CertificateType?
    package var customCertResolver: String?
    package var composeId: String?
    package var serviceName: String?
    package var domainType: Domain.Kind?
    package var previewDeploymentId: String?
    package var internalPath: String?
    package var stripPath: Bool?
    package var middlewares: [String]?
    package var forwardAuthEnabled: Bool?
  }

  package static let name = "domain.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Adds a domain to an application"

  package static func access(_ input: Input) -> Access {
    guard let application = input.applicationId else { return .organization(.admin) }
    return .subject(.application(application), .write)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> DomainRow {
    guard let application = input.applicationId else {
      throw SlipwayError.invalid("applicationId", "is needed: the application that the domain leads to")
    }
    try LaterDomainFields.check(
      composeId: input.composeId, previewDeploymentId: input.previewDeploymentId, serviceName: input.serviceName,
      kind: input.domainType, forwardAuth: input.forwardAuthEnabled)
    var draft = Domain(
      organizationID: try call.organization(), deployableID: application, host: input.host, createdAt: call.now())
    fill(&draft, input)
    try draft.normalize()
    try ProxyNames.check(draft, call.engine.configuration)
    let wanted = draft
    let domain = try await call.store.write { tx in
      try DomainClaim.check(wanted, tx)
      try CertificateRules.check(wanted, tx)
      return try tx.domains.insert(wanted)
    }
    await ServiceActions.rewriteRoutes(of: application, call)
    call.publish(.deployableChanged(application, domain.organizationID))
    return DomainRow(domain)
  }

  private static func fill(_ domain: inout Domain, _ input: Input) {
    domain.path = input.path ?? domain.path
    domain.port = input.port ?? domain.port
    domain.customEntrypoint = input.customEntrypoint.flatMap { $0.isEmpty ? nil : $0 }
    domain.https = input.https ?? domain.https
    domain.certificateType = input.certificateType ?? domain.certificateType
    domain.customCertResolver = input.customCertResolver.flatMap { $0.isEmpty ? nil : $0 }
    domain.internalPath = input.internalPath ?? domain.internalPath
    domain.stripPath = input.stripPath ?? domain.stripPath
    domain.middlewares = input.middlewares ?? domain.middlewares
  }
}
