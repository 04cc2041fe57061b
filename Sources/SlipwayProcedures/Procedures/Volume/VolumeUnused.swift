package import SlipwayAnswers
import SlipwayCore
package import SlipwayEngine

/// Lists the volumes that deleted services have left.
package enum VolumeUnused: Procedure {
  package struct Input: Codable, Sendable {
    /// Whether their sizes are wanted; Docker counts every file for them.
    package var sizes: Bool?

    package init(sizes: Bool? = nil) { self.sizes = sizes }
  }

  /// The volumes; without Docker, why they are not known.
  package struct Output: Codable, Sendable {
    package var volumes: [LeftVolume]
    @Null package var problem: String?
  }

  package static let name = "volume.unused"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the volumes of the organization that nothing mounts any more"

  package static func access(_ input: Input) -> Access { .organization(.admin) }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    let left = try LeftVolumes(call.engine, of: try call.organization())
    do {
      return Output(volumes: try await left.all(isMeasured: input.sizes ?? false), problem: nil)
    } catch let error as SlipwayError where error.isDockers {
      return Output(volumes: [], problem: error.message)
    }
  }
}
