package import SlipwayAnswers
import Foundation
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Writes, lists and removes a small object, and keeps nothing.
package enum DestinationTestConnection: Procedure {
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
    /// The stored one that a masked secret is taken from.
    package var destinationId: ID<Destination>?
  }

  package static let name = "destination.testConnection"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Writes, lists and removes a small object at a destination"

  package static func access(_ input: Input) -> Access {
    guard let id = input.destinationId else { return .organization(.admin) }
    return .all([.subject(.destination(id), .read), .organization(.admin)])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    let id = input.destinationId
    let stored = try await call.store.read { tx in try id.map { try tx.destinations.one($0) } }
    let destination = try input.applied(to: stored, in: try call.organization(), now: call.now())
    try await DestinationVisit(engine: call.engine).test(destination)
    return true
  }
}
