package import Foundation

/// One act of backing up, restoring, or restoring for trial.
package struct BackupRun: Sendable, Hashable {
  /// What the run does.
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case backup, restore
    /// Restores the newest backup into a throw-away container and asks it a question.
    case drill
  }

  package typealias Status = RunStatus

  package var id: ID<BackupRun>
  package var organizationID: ID<Organization>
  package var kind: Kind
  /// `nil` of a restore that was asked for by a file's name, and when the plan is gone.
  package var planID: ID<BackupPlan>?
  package var deployableID: ID<Deployable>?
  package var destinationID: ID<Destination>?
  package var status: Status
  package var title: String
  /// The object in the destination, without the bucket.
  package var objectKey: String
  /// Of a restore: what is restored into what.
  package var restore: RestoreRequest?
  /// What is known of the object; `nil` until all of it has come.
  package var manifest: BackupManifest?
  /// Whether the object is still in the destination, as far as Slipway knows.
  package var isStored: Bool
  package var createdAt: Date
  /// Of a drill: how many tables, or what its engine has instead, it found.
  package var found: Int?
  package var startedAt: Date?
  package var finishedAt: Date?
  /// One sentence for the person; of a drill that succeeded, what it found.
  package var message: String?
  package var isCancelRequested: Bool

  package init(
    id: ID<BackupRun> = .random(), organizationID: ID<Organization>, kind: Kind, planID: ID<BackupPlan>? = nil,
    deployableID: ID<Deployable>? = nil, destinationID: ID<Destination>?, title: String, objectKey: String,
    createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.kind = kind
    self.planID = planID
    self.deployableID = deployableID
    self.destinationID = destinationID
    status = .queued
    self.title = title
    self.objectKey = objectKey
    isStored = false
    self.createdAt = createdAt
    isCancelRequested = false
  }

  /// Whether it is putting a volume in the place of another: until that is done, nothing it needs may go, and it cannot be
  /// stopped.
  package var isExchanging: Bool { restore?.staged?.isFilled == false }

  /// From its beginning to its end; `nil` while it is not over.
  package var duration: Duration? {
    guard let startedAt, let finishedAt else { return nil }
    return .milliseconds(Int(finishedAt.timeIntervalSince(startedAt) * 1000))
  }
}

/// What a restore puts where.
package struct RestoreRequest: Sendable, Hashable, Codable {
  package var content: BackupPlan.Content
  package var engine: Database.Engine?
  package var databaseName: String?
  package var serviceName: String?
  package var volumeName: String?
  /// What takes the volume's place, from the moment on that nothing but it is needed.
  package var staged: StagedVolume?

  package init(content: BackupPlan.Content) { self.content = content }
}

/// A volume that was filled beside the one that it replaces, whole and verified. From here on a restore goes on with it
/// after whatever happens: what it replaces may be gone already.
package struct StagedVolume: Sendable, Hashable, Codable {
  package var bytes: Int
  /// Of the volume that is replaced: it is made anew with them.
  package var labels: [String: String]
  /// Whether its service ran, and shall run again.
  package var isServing: Bool
  /// All of it is in its place.
  package var isFilled = false

  package init(bytes: Int, labels: [String: String], isServing: Bool) {
    self.bytes = bytes
    self.labels = labels
    self.isServing = isServing
  }
}

/// What lies beside each complete backup and says what it is.
package struct BackupManifest: Sendable, Hashable, Codable {
  /// Of this format.
  package var version = 1
  package var content: BackupPlan.Content
  package var engine: Database.Engine?
  /// The image of the database's server.
  package var image: String?
  package var databaseName: String?
  package var volumeName: String?
  /// Bytes of the object.
  package var size: Int
  /// Of the object's bytes, as 64 hexadecimal digits.
  package var sha256: String
  package var createdAt: Date
  /// The version of Slipway's schema.
  package var schema: Int

  package init(content: BackupPlan.Content, size: Int, sha256: String, createdAt: Date, schema: Int) {
    self.content = content
    self.size = size
    self.sha256 = sha256
    self.createdAt = createdAt
    self.schema = schema
  }
}
