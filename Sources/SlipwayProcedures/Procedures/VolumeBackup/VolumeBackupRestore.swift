package import SlipwayAnswers
import Foundation
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Puts a file of a destination back as a volume's whole content; the service is stopped meanwhile. Of a database, also
/// as the volume of a new one.
package enum VolumeBackupRestore: Procedure {
  package struct Input: Codable, Sendable {
    /// The service that mounts the volume.
    package var serviceId: ID<Deployable>
    package var volumeName: String
    /// The full name in the destination.
    package var backupFileName: String
    package var destinationId: ID<Destination>
    /// Makes a database of this name, like the one that is named, and restores into its volume: nothing is replaced.
    package var newName: String?
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
    let wish = RestoreTarget.Wish(
      service: input.serviceId, newName: input.newName, request: request, key: input.backupFileName,
      destination: input.destinationId)
    let now = call.now()
    let target = try await call.store.write { tx in
      try VolumeBackupRules.check(input.volumeName, of: input.serviceId, call.engine, tx)
      return try RestoreTarget.queue(wish, tx, now: now)
    }
    target.announce(call)
    return try await BackupActions.row(of: target.run.id, call)
  }
}
