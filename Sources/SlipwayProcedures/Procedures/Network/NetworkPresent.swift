import SlipwayCore
package import SlipwayInventory

/// Lists the networks that are on the engine; to the server's owner, all of them.
package enum NetworkPresent: Procedure {
  package static let name = "network.present"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the networks in Docker, each with whose it is and who is on it"

  package static func access(_ input: DockerInput) -> Access { .machine(input.serverId, .member) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> [NetworkItem] {
    try await DockerPlace(call, input.serverId).inventory().networks()
  }
}
