import SlipwayCore
package import SlipwayInventory

/// Lists the volumes of the organisation; to the server's owner, all that there are.
package enum DockerVolumeGetVolumes: Procedure {
  package static let name = "dockerVolume.getVolumes"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists volumes, each with whose it is and who mounts it"

  package static func access(_ input: DockerInput) -> Access { .machine(input.serverId, .member) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> [VolumeItem] {
    try await DockerPlace(call, input.serverId).inventory().volumes()
  }
}

/// Lists the volumes with their sizes, for which Docker counts every file.
package enum DockerVolumeGetVolumesSize: Procedure {
  package static let name = "dockerVolume.getVolumesSize"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists volumes with how large they are"

  package static func access(_ input: DockerInput) -> Access { .machine(input.serverId, .member) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> [VolumeItem] {
    try await DockerPlace(call, input.serverId).inventory().volumes(isMeasured: true)
  }
}
