package import Foundation
package import SlipwayCore

/// A destination on the wire; what is secret of it stays here.
package struct DestinationRow: Codable, Sendable {
  package var destinationId: ID<Destination>
  package var name: String
  @Null package var provider: String?
  package var accessKey: String
  /// The mask: who sends it back changes nothing.
  package var secretAccessKey: String
  package var bucket: String
  package var region: String
  package var endpoint: String
  package var additionalFlags: [String]
  /// The mask, of what is no S3.
  @Null package var rcloneConfig: String?
  package var organizationId: ID<Organization>
  package var createdAt: Date

  package init(_ destination: Destination) {
    destinationId = destination.id
    name = destination.name
    provider = destination.provider
    accessKey = destination.accessKey
    secretAccessKey = destination.secretAccessKey.isEmpty ? "" : Secret.mask
    bucket = destination.bucket
    region = destination.region
    endpoint = destination.endpoint
    additionalFlags = destination.additionalFlags
    rcloneConfig = destination.remote == nil ? nil : Secret.mask
    organizationId = destination.organizationID
    createdAt = destination.createdAt
  }
}

/// A destination as whoever may see a backup sees it: without any of its keys.
package struct DestinationBrief: Codable, Sendable {
  package var destinationId: ID<Destination>
  package var name: String
  @Null package var provider: String?
  package var bucket: String

  package init(_ destination: Destination) {
    destinationId = destination.id
    name = destination.name
    provider = destination.provider
    bucket = destination.bucket
  }
}
