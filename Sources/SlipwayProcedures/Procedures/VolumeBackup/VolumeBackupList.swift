package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Lists the volume backups of a service.
package enum VolumeBackupList: Procedure {
  package struct Input: Codable, Sendable {
    package var id: ID<Deployable>
    package var volumeBackupType: ServiceWord
  }

  package static let name = "volumeBackups.list"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the volume backups of a service"

  package static func access(_ input: Input) -> Access { .subject(.deployable(input.id), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> [VolumeBackupRow] {
    try await call.store.read { tx in
      let owner = try ServiceWord.check(input.volumeBackupType, of: input.id, field: "volumeBackupType", tx)
      return try tx.backupPlans.all(of: input.id).filter { $0.content == .volume }.map {
        VolumeBackupRow($0, of: owner, try BackupRelations($0, tx))
      }
    }
  }
}
