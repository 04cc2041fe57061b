package import SlipwayAnswers
import SlipwayCore
import SlipwayInventory

/// Lists the containers of the organisation's services; to the server's owner, all that there are.
package enum DockerGetContainers: Procedure {
  package static let name = "docker.getContainers"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists containers, each with the service that it belongs to"

  package static func access(_ input: DockerInput) -> Access { .machine(input.serverId, .member) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> [ContainerRow] {
    let place = DockerPlace(call, input.serverId)
    return try await place.inventory().containers().map { ContainerRow($0, server: place.server?.rawValue) }
  }
}
