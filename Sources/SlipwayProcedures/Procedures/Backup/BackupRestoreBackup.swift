import Foundation
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Puts a file of a destination back into a database: verified first; what is in the database is replaced.
package enum BackupRestoreBackup: Procedure {
  package struct Input: Codable, Sendable {
    /// The database, or the compose stack, that it goes into.
    package var databaseId: ID<Deployable>
    package var databaseType: BackupDatabaseType
    package var backupType: BackupType
    package var databaseName: String
    /// The full name in the destination.
    package var backupFile: String
    package var destinationId: ID<Destination>
    /// Of a compose stack.
    package var serviceName: String?
  }

  package static let name = "backup.restoreBackup"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Restores a file of a destination into a database; follow its log"

  package static func access(_ input: Input) -> Access {
    let target: Subject = input.backupType == .compose ? .compose(input.databaseId) : .database(input.databaseId)
    return .all([
      .organization(.admin), .subject(target, .write), .subject(.destination(input.destinationId), .read),
    ])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> BackupRunRow {
    guard let engine = input.databaseType.engine else {
      throw SlipwayError.invalid("databaseType", "Slipway itself is restored by the command 'slipway restore'")
    }
    try ObjectKey.check(input.backupFile, field: "backupFile")
    var request = RestoreRequest(content: input.backupType == .compose ? .compose : .database)
    request.engine = engine
    request.databaseName = try BackupRules.databaseName(input.databaseName, engine)
    request.serviceName = input.serviceName
    let (wanted, now) = (request, call.now())
    let run = try await call.store.write { tx in
      if wanted.content == .database {
        let database = try tx.databases.one(input.databaseId)
        guard database.settings.engine == engine else {
          throw SlipwayError.invalid(
            "databaseType", "must be \(database.settings.engine.rawValue), as the database is")
        }
      }
      return try BackupQueue.restore(
        tx, wanted, key: input.backupFile, from: input.destinationId,
        into: try tx.deployables.one(input.databaseId), now: now)
    }
    call.publish(.jobQueued)
    return try await BackupActions.row(of: run.id, call)
  }
}
