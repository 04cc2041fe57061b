package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Switches a domain on or off; its route is written at once.
package enum DomainToggleEnable: Procedure {
  package static let name = "domain.toggleEnable"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Switches a domain on or off"

  package static func access(_ input: DomainInput) -> Access { .subject(.domain(input.domainId), .write) }

  package static func run(_ input: DomainInput, _ call: Call) async throws -> DomainRow {
    let domain = try await call.store.write { tx in
      var domain = try tx.domains.one(input.domainId)
      domain.isEnabled.toggle()
      try tx.domains.update(domain)
      return domain
    }
    await ServiceActions.rewriteRoutes(of: domain.deployableID, call)
    call.publish(.deployableChanged(domain.deployableID, domain.organizationID))
    return DomainRow(domain)
  }
}
