package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Adds a domain to an application, or to a service of a compose stack; its route is written at once.
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
    package var composeId: ID<Deployable>?
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
  package static let summary = "Adds a domain to an application or to a service of a compose stack"

  package static func access(_ input: Input) -> Access {
    var all: [Access] = [.organization(.admin)]
    if let application = input.applicationId { all.append(.subject(.application(application), .write)) }
    if let stack = input.composeId, !stack.rawValue.isEmpty { all.append(.subject(.compose(stack), .write)) }
    return .all(all)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> DomainRow {
    let (application, service) = try target(of: input)
    try LaterDomainFields.check(
      previewDeploymentId: input.previewDeploymentId, kind: input.domainType, forwardAuth: input.forwardAuthEnabled)
    var draft = Domain(
      organizationID: try call.organization(), deployableID: application, host: input.host, createdAt: call.now())
    fill(&draft, input)
    draft.serviceName = service
    try draft.normalize()
    try ProxyNames.check(draft, call.engine.configuration)
    if let service { try await DomainClaim.checkService(service, of: application, call) }
    let wanted = draft
    let domain = try await call.store.write { tx in
      try DomainClaim.check(wanted, tx)
      try CertificateRules.check(wanted, tx)
      // A stack's service joins the proxy's network when it is deployed next.
      if service != nil { try tx.deployables.noteChange(application, wanted.createdAt) }
      return try tx.domains.insert(wanted)
    }
    await ServiceActions.rewriteRoutes(of: application, call)
    call.publish(.deployableChanged(application, domain.organizationID))
    return DomainRow(domain)
  }

  /// What it leads to, and of a compose stack which service.
  private static func target(of input: Input) throws -> (ID<Deployable>, String?) {
    let stack = input.composeId.flatMap { $0.rawValue.isEmpty ? nil : $0 }
    switch (input.applicationId, stack) {
    case (let application?, nil):
      guard input.serviceName?.isEmpty ?? true else {
        throw SlipwayError.invalid("serviceName", "is for a compose stack's domains; an application has no services")
      }
      return (application, nil)
    case (nil, let stack?):
      return (stack, try DomainClaim.service(input.serviceName))
    default:
      throw SlipwayError.invalid(
        "applicationId", "either this or composeId is needed: what the domain leads to, and only one of them")
    }
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
