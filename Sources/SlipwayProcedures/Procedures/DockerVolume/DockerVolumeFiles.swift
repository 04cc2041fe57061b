import Foundation
import SlipwayCore
package import SlipwayHost
import SlipwayInventory

// The files of a volume, by a container that mounts it: what else could look into it would have to be brought along.

/// The input of what concerns one path of a volume.
package struct VolumePathInput: Codable, Sendable {
  package var volumeName: String
  package var path: String
  package var serverId: String?
}

/// A volume's files as they stand in a container.
enum VolumeFiles {
  /// - Returns: the container's files, and where in them the path is.
  /// - Throws: ``SlipwayError`` `preconditionFailed` when no container that runs mounts it.
  static func find(
    _ volume: String, _ path: String, _ server: String?, _ call: Call
  ) async throws -> (files: ContainerFiles, path: String) {
    let inner = try ContainerPaths.check(path)
    let place = DockerPlace(call, server)
    let found = try await DockerVolumes.visible(volume, place)
    let docker = try await place.docker
    for user in try await docker.containers(mounting: found.name) where user.State == "running" {
      guard let mount = user.Mounts?.first(where: { $0.Name == found.name }), let folder = mount.Destination else {
        continue
      }
      try await place.right().check(user.Labels ?? [:], .write)
      return (ContainerFiles(docker, container: user.Id), folder + (inner == "/" ? "" : inner))
    }
    throw SlipwayError(
      .preconditionFailed,
      "No container that runs mounts this volume. Start the service that it is of, or restore a backup of it.")
  }
}

/// Lists a folder of a volume.
package enum DockerVolumeListVolumeFiles: Procedure {
  package static let name = "dockerVolume.listVolumeFiles"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists a folder of a volume that a running container mounts"

  package static func access(_ input: VolumePathInput) -> Access { .machine(input.serverId, .admin) }

  package static func run(_ input: VolumePathInput, _ call: Call) async throws -> [ContainerEntry] {
    let (files, path) = try await VolumeFiles.find(input.volumeName, input.path, input.serverId, call)
    return try await files.list(path)
  }
}

/// Answers the beginning of a file of a volume.
package enum DockerVolumeReadVolumeFile: Procedure {
  package static let name = "dockerVolume.readVolumeFile"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the first 512 KiB of a file of a volume, in base64"

  package static func access(_ input: VolumePathInput) -> Access { .machine(input.serverId, .admin) }

  package static func run(_ input: VolumePathInput, _ call: Call) async throws -> DockerReadContainerFile.Output {
    let (files, path) = try await VolumeFiles.find(input.volumeName, input.path, input.serverId, call)
    let (content, isTruncated) = try await files.read(path)
    return DockerReadContainerFile.Output(content: content.base64EncodedString(), truncated: isTruncated)
  }
}

/// Writes a file of a volume.
package enum DockerVolumeWriteVolumeFile: Procedure {
  package struct Input: Codable, Sendable {
    package var volumeName: String
    package var path: String
    /// Base64.
    package var content: String
    package var serverId: String?
  }

  package static let name = "dockerVolume.writeVolumeFile"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Writes a file of a volume from base64, at most 512 KiB"

  package static func access(_ input: Input) -> Access { .machine(input.serverId, .admin) }

  package static func run(_ input: Input, _ call: Call) async throws -> NoOutput {
    guard let content = Data(base64Encoded: input.content) else {
      throw SlipwayError.invalid("content", "must be base64")
    }
    guard content.count <= ContainerFiles.limit else { throw SlipwayError.invalid("content", "may have 512 KiB") }
    let (files, path) = try await VolumeFiles.find(input.volumeName, input.path, input.serverId, call)
    try await files.write(content, to: path)
    return NoOutput()
  }
}

/// Deletes a file or folder of a volume.
package enum DockerVolumeDeleteVolumeFile: Procedure {
  package static let name = "dockerVolume.deleteVolumeFile"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Deletes a file or folder of a volume"

  package static func access(_ input: VolumePathInput) -> Access { .machine(input.serverId, .admin) }

  package static func run(_ input: VolumePathInput, _ call: Call) async throws -> NoOutput {
    guard input.path.contains(where: { $0 != "/" && $0 != "." }) else {
      throw SlipwayError.invalid("path", "must not be the volume itself")
    }
    let (files, path) = try await VolumeFiles.find(input.volumeName, input.path, input.serverId, call)
    try await files.delete(path)
    return NoOutput()
  }
}
