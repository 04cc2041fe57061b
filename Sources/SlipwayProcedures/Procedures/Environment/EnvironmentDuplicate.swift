package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Copies an environment's description and variables, not its services.
package enum EnvironmentDuplicate: Procedure {
  package struct Input: Codable, Sendable {
    package var environmentId: ID<Environment>
    package var name: String
    package var description: String?
  }

  package static let name = "environment.duplicate"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Copies an environment's variables under a new name, without its services"

  package static func access(_ input: Input) -> Access { .subject(.environment(input.environmentId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> EnvironmentRow {
    let now = call.now()
    let copy = try await call.store.write { tx in
      let original = try tx.environments.one(input.environmentId)
      let copy = Environment(
        organizationID: original.organizationID, projectID: original.projectID,
        name: try EnvironmentName.check(input.name, in: original.projectID, tx),
        description: try TypedText.description(input.description) ?? original.description, env: original.env,
        createdAt: now)
      try tx.environments.insert(copy)
      return copy
    }
    call.publish(.organizationChanged(copy.organizationID))
    return EnvironmentRow(copy)
  }
}
