import SlipwayCore
import SlipwayStore

/// Answers the proxy's file of an application.
package enum ApplicationReadTraefikConfig: Procedure {
  package static let name = "application.readTraefikConfig"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the proxy's file of an application"

  package static func access(_ input: ApplicationInput) -> Access {
    .all([.subject(.application(input.applicationId), .read), .organization(.admin)])
  }

  package static func run(_ input: ApplicationInput, _ call: Call) async throws -> String {
    let application = try await call.store.read { try $0.applications.one(input.applicationId) }
    return try await ServiceActions.routeFile(of: application, call) ?? ""
  }
}
