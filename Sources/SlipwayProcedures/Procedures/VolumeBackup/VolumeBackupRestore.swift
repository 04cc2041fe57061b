import Foundation
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Puts a file of a destination back as a volume's whole content; the service is stopped meanwhile.
package enum VolumeBackupRestore: Procedure {
  package struct Input: Codable, Sendable {
    /// The service that mounts the volume.
    package var serviceId: ID<Deployable>
    package var volumeName: String
    /// The full name in the destination.
    package var backupFileName: String
    package var destinationId: ID<Destination>
  }

  package static let name = "volumeBackups.restore"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Restores a file of a destination into a volume; follow its log"

  package static func access(_ input: Input) -> Access {
    .all([
      .organization(.admin), .subject(.deployable(input.serviceId), .write),
      .subject(.destination(input.destinationId), .read),
    ])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> BackupRunRow {
    try ObjectKey.check(input.backupFileName, field: "backupFileName")
    var request = RestoreRequest(content: .volume)
    request.volumeName = input.volumeName
    let (wanted, now) = (request, call.now())
    let run = try await call.store.write { tx in
      try VolumeBackupRules.check(input.volumeName, of: input.serviceId, tx)
      return try BackupQueue.restore(
        tx, wanted, key: input.backupFileName, from: input.destinationId,
        into: try tx.deployables.one(input.serviceId), now: now)
    }
    call.publish(.jobQueued)
    return try await BackupActions.row(of: run.id, call)
  }
}
