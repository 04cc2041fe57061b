package import SlipwayAnswers
package import Foundation
import SlipwayCore
import SlipwayHost

/// Lists the steps of earlier builds that Docker keeps.
package enum DockerDiskUsageGetBuildCache: Procedure {
  /// One step.
  package struct Row: Codable, Sendable {
    package var id: String
    package var type: String
    package var description: String
    package var inUse: Bool
    package var shared: Bool
    package var size: Int
    @Null package var createdAt: Date?
    @Null package var lastUsedAt: Date?
    package var usageCount: Int
  }

  package static let name = "dockerDiskUsage.getBuildCache"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the steps of earlier builds that Docker keeps"

  package static func access(_ input: DockerInput) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> [Row] {
    let use = try await DockerPlace(call, input.serverId).docker.diskUse()
    return (use.BuildCache ?? []).map { step in
      Row(
        id: step.ID, type: step.`Type` ?? "", description: step.Description ?? "", inUse: step.InUse ?? false,
        shared: step.Shared ?? false, size: step.Size ?? 0, createdAt: step.CreatedAt?.date,
        lastUsedAt: step.LastUsedAt?.date, usageCount: step.UsageCount ?? 0)
    }.sorted { $0.size > $1.size }
  }
}
