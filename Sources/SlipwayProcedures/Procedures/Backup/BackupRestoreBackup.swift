package import SlipwayAnswers
import Foundation
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Puts a file of a destination back into a database, verified first: what is in it is replaced, unless a new one is made
/// for it.
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
    /// Makes a database of this name, like the one that is named, and restores into that: nothing is replaced.
    package var newName: String?
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
    let wish = RestoreTarget.Wish(
      service: input.databaseId, newName: input.newName, request: request, key: input.backupFile,
      destination: input.destinationId)
    let now = call.now()
    let target = try await call.store.write { tx in
      if wish.request.content == .database {
        let database = try tx.databases.one(wish.service)
        guard database.settings.engine == engine else {
          throw SlipwayError.invalid(
            "databaseType", "must be \(database.settings.engine.rawValue), as the database is")
        }
      }
      return try RestoreTarget.queue(wish, tx, now: now)
    }
    target.announce(call)
    return try await BackupActions.row(of: target.run.id, call)
  }
}
