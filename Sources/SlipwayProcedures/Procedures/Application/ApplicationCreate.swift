package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Creates an application; nothing runs until it is deployed.
package enum ApplicationCreate: Procedure {
  package struct Input: Codable, Sendable {
    package var name: String
    package var appName: String?
    package var description: String?
    package var environmentId: ID<Environment>
    package var serverId: String?
    package var sourceType: SourceSettings.Kind?
  }

  package static let name = "application.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Creates an application in an environment"

  package static func access(_ input: Input) -> Access {
    .all([.subject(.environment(input.environmentId), .write)] + Placement(input.serverId).access)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> ApplicationRow {
    var source = SourceSettings()
    if let kind = input.sourceType { source.sourceType = kind }
    let draft = try ApplicationDraft(
      name: input.name, appName: input.appName, description: input.description, environment: input.environmentId,
      source: source, placement: Placement(input.serverId), call)
    let application = try await call.store.write { try draft.insert($0) }
    call.publish(.organizationChanged(application.organizationID))
    return ApplicationRow(application)
  }
}
