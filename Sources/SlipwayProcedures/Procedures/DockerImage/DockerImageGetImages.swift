import SlipwayCore
package import SlipwayInventory

/// Lists the images of the organisation; to the server's owner, all that there are.
package enum DockerImageGetImages: Procedure {
  package static let name = "dockerImage.getImages"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists images, each with whose it is and what needs it"

  package static func access(_ input: DockerInput) -> Access { .machine(input.serverId, .member) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> [ImageItem] {
    try await DockerPlace(call, input.serverId).inventory().images()
  }
}
