import SlipwayCore
import SlipwayHost
import SlipwayInventory
import SlipwayStore

/// Removes a volume that nothing mounts, with all that is in it.
package enum DockerVolumeRemoveVolume: Procedure {
  package static let name = "dockerVolume.removeVolume"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Removes a volume that nothing mounts, with all that is in it"

  package static func access(_ input: DockerVolumeInput) -> Access { .machine(input.serverId, .admin) }

  package static func run(_ input: DockerVolumeInput, _ call: Call) async throws -> NoOutput {
    let place = DockerPlace(call, input.serverId)
    let volume = try await DockerVolumes.visible(input.volumeName, place)
    if let need = volume.need { throw SlipwayError(.conflict, "The volume stays: \(NeedWords.of(need)).") }
    try await place.docker.removeVolume(volume.name)
    // Whose volumes are is remembered of this machine's only.
    guard place.server == nil else { return NoOutput() }
    try await call.store.write { tx in
      guard let claim = try tx.volumeClaims.find(volume.name) else { return }
      try tx.volumeClaims.release(volume.name, of: claim.organizationID)
    }
    return NoOutput()
  }
}
