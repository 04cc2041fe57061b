package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Removes a domain and its route.
package enum DomainDelete: Procedure {
  package static let name = "domain.delete"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Removes a domain"

  package static func access(_ input: DomainInput) -> Access { .subject(.domain(input.domainId), .delete) }

  package static func run(_ input: DomainInput, _ call: Call) async throws -> DomainRow {
    let domain = try await call.store.write { tx in
      let domain = try tx.domains.one(input.domainId)
      try tx.domains.delete(domain.id)
      return domain
    }
    await ServiceActions.rewriteRoutes(of: domain.deployableID, call)
    call.publish(.deployableChanged(domain.deployableID, domain.organizationID))
    return DomainRow(domain)
  }
}
