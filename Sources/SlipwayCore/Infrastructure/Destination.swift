package import Foundation

/// Where backups go: a bucket of S3, or any other place that rclone reaches.
package struct Destination: Sendable, Hashable {
  package var id: ID<Destination>
  package var organizationID: ID<Organization>
  package var name: String
  /// rclone's word for the maker of the S3 server, such as `AWS` or `Minio`; ``remoteProvider`` when it is no S3.
  package var provider: String?
  /// The bucket, or the folder within the remote; with folders below it if typed so.
  package var bucket: String
  package var region: String
  package var endpoint: String
  package var accessKey: String
  package var secretAccessKey: Secret
  /// Further flags for rclone; see ``RcloneFlags``.
  package var additionalFlags: [String]
  /// Of what is no S3.
  package var remote: RcloneRemote?
  package var createdAt: Date

  /// The provider that stands for "described by a section of rclone's configuration".
  package static let remoteProvider = "rclone"

  package init(
    id: ID<Destination> = .random(), organizationID: ID<Organization>, name: String, provider: String? = nil,
    bucket: String = "", region: String = "", endpoint: String = "", accessKey: String = "",
    secretAccessKey: Secret = Secret(""), additionalFlags: [String] = [], remote: RcloneRemote? = nil, createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.name = name
    self.provider = provider
    self.bucket = bucket
    self.region = region
    self.endpoint = endpoint
    self.accessKey = accessKey
    self.secretAccessKey = secretAccessKey
    self.additionalFlags = additionalFlags
    self.remote = remote
    self.createdAt = createdAt
  }

  /// The addresses that it leads to, as typed; empty when rclone knows them by itself.
  package var addresses: [String] { ([endpoint] + (remote?.addresses ?? [])).filter { !$0.isEmpty } }
}
