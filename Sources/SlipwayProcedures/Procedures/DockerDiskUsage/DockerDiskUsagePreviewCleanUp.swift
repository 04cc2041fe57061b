package import SlipwayInventory

/// Answers what a clean-up would take away, thing by thing.
package enum DockerDiskUsagePreviewCleanUp: Procedure {
  package static let name = "dockerDiskUsage.previewCleanUp"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers what a clean-up would take away and how much that frees"

  package static func access(_ input: DockerInput) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> [CleanUp.Plan] {
    try await DockerPlace(call, input.serverId).cleanUp().plans()
  }
}
