package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers one domain.
package enum DomainOne: Procedure {
  package static let name = "domain.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a domain with its application"

  package static func access(_ input: DomainInput) -> Access { .subject(.domain(input.domainId), .read) }

  package static func run(_ input: DomainInput, _ call: Call) async throws -> DomainRow {
    try await call.store.read { tx in
      let domain = try tx.domains.one(input.domainId)
      return DomainRow(domain, application: ApplicationLink(try tx.deployables.one(domain.deployableID)))
    }
  }
}
