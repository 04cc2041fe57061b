package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Changes a destination; the secret's mask leaves the secret as it is.
package enum DestinationUpdate: Procedure {
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
    package var destinationId: ID<Destination>
  }

  package static let name = "destination.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes a destination"

  package static func access(_ input: Input) -> Access { .subject(.destination(input.destinationId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> DestinationRow {
    let organization = try call.organization()
    let now = call.now()
    let id = input.destinationId
    let wanted = try input.applied(
      to: try await call.store.read { try $0.destinations.one(id) }, in: organization, now: now)
    try await AddressGuard(destinations: call.engine.configuration).check(wanted, mustExist: false)
    return try await call.store.write { tx in
      let stored = try tx.destinations.one(input.destinationId)
      let destination = try input.applied(to: stored, in: organization, now: now)
      try tx.destinations.update(destination)
      return DestinationRow(destination)
    }
  }
}
