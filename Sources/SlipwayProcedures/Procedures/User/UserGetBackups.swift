package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists the backups of Slipway itself.
package enum UserGetBackups: Procedure {
  /// As published: they hang on a user.
  package struct Output: Codable, Sendable {
    package var backups: [BackupRow]
    /// Whether the caller may make, change and run them.
    package var mayChange: Bool
  }

  package static let name = "user.getBackups"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the backups of Slipway itself"

  package static func access(_ input: NoInput) -> Access { .organization(.admin) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> Output {
    let organization = try call.organization()
    return try await call.store.read { tx in
      let plans = try tx.backupPlans.all(in: organization).filter { $0.content == .panel }
      return Output(
        backups: try plans.map { BackupRow($0, try BackupRelations($0, tx)) }, mayChange: try call.ownsServer(tx))
    }
  }
}
