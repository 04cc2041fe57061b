package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Lists what is backed up of a service, with restores into it.
package enum BackupByService: Procedure {
  package struct Input: Codable, Sendable {
    package var serviceId: ID<Deployable>

    package init(serviceId: ID<Deployable>) { self.serviceId = serviceId }
  }

  /// Both kinds of backups, and the newest runs of all of them.
  package struct Output: Codable, Sendable {
    package var backups: [BackupRow]
    package var volumeBackups: [VolumeBackupRow]
    package var runs: [BackupRunRow]
  }

  package static let name = "backup.byService"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the backups of a service and their newest runs"

  package static func access(_ input: Input) -> Access { .subject(.deployable(input.serviceId), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    try await call.store.read { tx in
      let plans = try tx.backupPlans.all(of: input.serviceId)
      let owner = try ServiceWord.of(input.serviceId, tx)
      return Output(
        backups: try BackupRow.all(of: input.serviceId, tx),
        volumeBackups: try plans.filter { $0.content == .volume }.map {
          VolumeBackupRow($0, of: owner, try BackupRelations($0, tx))
        },
        runs: try tx.backupRuns.all(of: input.serviceId, limit: 60).map {
          BackupRunRow($0, isVolume: try BackupActions.isVolume($0, tx))
        })
    }
  }
}
