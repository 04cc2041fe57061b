package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists an application's domains.
package enum DomainByApplicationId: Procedure {
  package static let name = "domain.byApplicationId"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists an application's domains"

  package static func access(_ input: ApplicationInput) -> Access {
    .subject(.application(input.applicationId), .read)
  }

  package static func run(_ input: ApplicationInput, _ call: Call) async throws -> [DomainRow] {
    try await call.store.read { tx in
      let application = ApplicationLink(try tx.deployables.one(input.applicationId))
      return try tx.domains.all(of: input.applicationId).map { DomainRow($0, application: application) }
    }
  }
}
