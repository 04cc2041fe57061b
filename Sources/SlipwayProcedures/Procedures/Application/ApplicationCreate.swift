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

  package static func access(_ input: Input) -> Access { .subject(.environment(input.environmentId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> ApplicationRow {
    let organization = try call.organization()
    if let server = input.serverId { try LaterApplicationFields.check("serverId", .string(server)) }
    let name = try TypedText.name(input.name)
    if let typed = input.appName { try AppName.validate(typed: typed) }
    var draft = Application(
      organizationID: organization, environmentID: input.environmentId, name: name, appName: "",
      description: try TypedText.description(input.description), createdAt: call.now())
    if let kind = input.sourceType { draft.source.sourceType = kind }
    let unnamed = draft
    let application = try await call.store.write { tx in
      var application = unnamed
      application.appName = try FreeName.find(typed: input.appName ?? "app-\(name)", tx)
      try tx.applications.insert(application)
      return application
    }
    call.publish(.organizationChanged(organization))
    return ApplicationRow(application)
  }
}
