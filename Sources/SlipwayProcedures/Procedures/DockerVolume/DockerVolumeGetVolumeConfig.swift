package import SlipwayCore
import SlipwayHost
import SlipwayInventory

/// Answers all that Docker says of a volume.
package enum DockerVolumeGetVolumeConfig: Procedure {
  package static let name = "dockerVolume.getVolumeConfig"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a volume's configuration as Docker has it"

  package static func access(_ input: DockerVolumeInput) -> Access { .machine(input.serverId, .member) }

  package static func run(_ input: DockerVolumeInput, _ call: Call) async throws -> JSONValue {
    let place = DockerPlace(call, input.serverId)
    let volume = try await DockerVolumes.visible(input.volumeName, place)
    guard var all = try await place.docker.describe(.volumes, volume.name)?.members else {
      throw SlipwayError.notFound("Volume")
    }
    // A driver's options may hold the password of a share.
    if let options = all["Options"]?.members, !options.isEmpty {
      all["Options"] = .object(options.mapValues { _ in .string(Secret.mask) })
    }
    return .object(all)
  }
}

/// The input of whatever is asked of one volume.
package struct DockerVolumeInput: Codable, Sendable {
  package var volumeName: String
  package var serverId: String?
}

/// Volumes by their names.
enum DockerVolumes {
  /// - Throws: ``SlipwayError`` `notFound` for one that is not there, or that the caller must not know of.
  static func visible(_ name: String, _ place: DockerPlace) async throws -> VolumeItem {
    guard let found = try await place.inventory().volumes().first(where: { $0.name == name }) else {
      throw SlipwayError.notFound("Volume")
    }
    return found
  }
}
