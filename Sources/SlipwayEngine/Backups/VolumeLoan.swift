import SlipwayCore
import SlipwayHost

/// Containers of an image without files that never run: Docker reads and writes the volumes that they mount.
struct VolumeLoan: Sendable {
  private static let image = (repository: "slipway/nothing", tag: "1")
  private static let place = "/data"
  let docker: DockerClient
  let labels: [String: String]

  /// - Returns: the container, which mounts the volume.
  func container(of volume: String, readOnly: Bool) async throws -> String {
    let name = "\(Self.image.repository):\(Self.image.tag)"
    if try await docker.inspectImage(name) == nil {
      try await docker.createEmptyImage(repository: Self.image.repository, tag: Self.image.tag)
    }
    var draft = ContainerDraft(image: name, words: ["nothing"], labels: labels)
    draft.mounts = [ContainerMount(Type: "volume", Source: volume, Target: Self.place, ReadOnly: readOnly)]
    return try await docker.createContainer(draft)
  }

  /// Unpacks an archive into a volume, once all of it was approved.
  /// - Returns: how many bytes it had.
  func fill(
    _ volume: String, from commands: [Command], _ work: BackupWork,
    approve: @escaping @Sendable (StreamMeasure) throws -> Void
  ) async throws -> Int {
    let container = try await container(of: volume, readOnly: false)
    let unpacking = try await work.dockerCommand(Self.writing(container))
    let measure = try await work.stream(Pipeline(commands, into: unpacking, what: "The restore", approve: approve))
    try await docker.removeContainer(container, force: true)
    return measure.bytes
  }

  /// The words that write all of a volume to the standard output, as a tar archive. The volume's own folder is in it:
  /// its owner and rights matter, a database refuses a folder that others may read.
  static func reading(_ container: String) -> [String] { ["cp", "--archive", "\(container):\(place)", "-"] }

  /// The words that unpack such an archive from the standard input into a volume.
  static func writing(_ container: String) -> [String] { ["cp", "--archive", "-", "\(container):/"] }
}
