package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists the previews of an application.
package enum PreviewAll: Procedure {
  package static let name = "previewDeployment.all"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the previews of an application, the newest first"

  package static func access(_ input: ApplicationInput) -> Access {
    .subject(.application(input.applicationId), .read)
  }

  package static func run(_ input: ApplicationInput, _ call: Call) async throws -> [PreviewRow] {
    try await call.store.read { try PreviewReading.rows(of: input.applicationId, $0) }
  }
}
