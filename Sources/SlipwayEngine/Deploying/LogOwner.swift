import Foundation
import SlipwayCore
import SlipwayStore

/// Whose log it is.
enum LogOwner: Sendable, CustomStringConvertible {
  case deployment(ID<Deployment>)
  case run(ID<BackupRun>)
  case schedule(ID<ScheduleRun>)
  case server(ID<ServerRun>)

  var description: String {
    switch self {
    case .deployment(let id): id.rawValue
    case .run(let id): id.rawValue
    case .schedule(let id): id.rawValue
    case .server(let id): id.rawValue
    }
  }

  /// What tells whoever reads along.
  var event: Event {
    switch self {
    case .deployment(let id): .logAppended(id)
    case .run(let id): .backupLogAppended(id)
    case .schedule(let id): .scheduleLogAppended(id)
    case .server(let id): .serverLogAppended(id)
    }
  }

  func byteCount(_ tx: Transaction) throws -> Int {
    switch self {
    case .deployment(let id): try tx.deploymentLogs.byteCount(of: id)
    case .run(let id): try tx.backupLogs.byteCount(of: id)
    case .schedule(let id): try tx.logs(of: ScheduleRun.self).byteCount(of: id)
    case .server(let id): try tx.serverLogs.byteCount(of: id)
    }
  }

  func append(_ text: String, lines: Int, now: Date, _ tx: Transaction) throws {
    switch self {
    case .deployment(let id):
      // What it is of may be deleted while the last lines come: nobody can read them any more.
      guard try tx.deployments.find(id) != nil else { return }
      try tx.deploymentLogs.append(id, text: text, lines: lines, now: now)
    case .run(let id):
      guard try tx.backupRuns.find(id) != nil else { return }
      try tx.backupLogs.append(id, text: text, lines: lines, now: now)
    case .schedule(let id):
      guard try tx.scheduleRuns.find(id) != nil else { return }
      try tx.logs(of: ScheduleRun.self).append(id, text: text, lines: lines, now: now)
    case .server(let id):
      guard try tx.serverRuns.find(id) != nil else { return }
      try tx.serverLogs.append(id, text: text, lines: lines, now: now)
    }
  }
}
