package import SlipwayCore
import SlipwayStore

/// Answers the last lines of a run's log.
package enum BackupReadLogs: Procedure {
  package struct Input: Codable, Sendable {
    package var runId: ID<BackupRun>
    package var tail: Int?

    package init(runId: ID<BackupRun>, tail: Int? = nil) {
      self.runId = runId
      self.tail = tail
    }
  }

  package static let name = "backup.readLogs"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the last lines of a run's log"

  package static func access(_ input: Input) -> Access { .subject(.backupRun(input.runId), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> String {
    let lines = input.tail ?? 100
    guard (1...10_000).contains(lines) else { throw SlipwayError.invalid("tail", "must be between 1 and 10000") }
    return try await call.store.read { try $0.backupLogs.tail(of: input.runId, lines: lines) }
  }
}
