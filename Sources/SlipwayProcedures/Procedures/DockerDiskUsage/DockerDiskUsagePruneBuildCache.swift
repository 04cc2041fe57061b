package import SlipwayInventory

/// Takes the steps of earlier builds away; the next builds take longer.
package enum DockerDiskUsagePruneBuildCache: Procedure {
  package static let name = "dockerDiskUsage.pruneBuildCache"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Takes the steps of earlier builds away"

  package static func access(_ input: DockerInput) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> CleanUp.Outcome {
    try await DockerPlace(call, input.serverId).cleanUp().run([.cache])
  }
}
