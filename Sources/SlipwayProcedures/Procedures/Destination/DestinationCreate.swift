package import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Keeps where backups may go.
package enum DestinationCreate: Procedure {
  package struct Input: DestinationFields {
    package var name: String
    @Null package var provider: String?
    package var accessKey: String
    package var bucket: String
    package var region: String
    package var endpoint: String
    package var secretAccessKey: String
    @Null package var additionalFlags: [String]?
    package var serverId: String?
    /// Of the provider `rclone`: a section of its configuration.
    package var rcloneConfig: String?
  }

  package static let name = "destination.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Keeps where backups may go: a bucket of S3, or what rclone reaches"

  package static func access(_ input: Input) -> Access { .organization(.admin) }

  package static func run(_ input: Input, _ call: Call) async throws -> DestinationRow {
    let destination = try input.applied(to: nil, in: try call.organization(), now: call.now())
    try await AddressGuard(destinations: call.engine.configuration).check(destination, mustExist: false)
    try await call.store.write { try $0.destinations.insert(destination) }
    return DestinationRow(destination)
  }
}
