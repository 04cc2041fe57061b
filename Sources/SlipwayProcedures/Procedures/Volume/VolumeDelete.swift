import SlipwayCore
import SlipwayEngine

/// Deletes a volume that a deleted service has left, with all that is in it.
package enum VolumeDelete: Procedure {
  package struct Input: Codable, Sendable {
    package var volumeName: String
  }

  package static let name = "volume.delete"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Deletes a volume that nothing mounts any more, with all that is in it"

  package static func access(_ input: Input) -> Access { .organization(.admin) }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    try await LeftVolumes(call.engine, of: try call.organization()).delete(input.volumeName)
    return true
  }
}
