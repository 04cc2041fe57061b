import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayInventory

/// Answers how much room everything takes in Docker.
package enum DockerDiskUsageGetDiskUsage: Procedure {
  /// One row of Docker's own table.
  package struct Row: Codable, Sendable {
    package var type: String
    package var totalCount: Int
    package var active: Int
    /// For people.
    package var size: String
    package var reclaimable: String
    package var sizeBytes: Int
    package var reclaimableBytes: Int
  }

  package static let name = "dockerDiskUsage.getDiskUsage"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers how much room images, containers, volumes and the build cache take"

  package static func access(_ input: DockerInput) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> [Row] {
    DiskShare.all(try await DockerPlace(call, input.serverId).docker.diskUse()).map { share in
      Row(
        type: share.type, totalCount: share.totalCount, active: share.active, size: ByteWords.text(share.sizeBytes),
        reclaimable: ByteWords.text(share.reclaimableBytes), sizeBytes: share.sizeBytes,
        reclaimableBytes: share.reclaimableBytes)
    }
  }
}
