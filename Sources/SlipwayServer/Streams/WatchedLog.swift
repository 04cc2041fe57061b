import Foundation
import SlipwayCore
import SlipwayStore

/// What keeps a log that can be followed on `/listen-deployment`: published clients take all of it for deployments.
protocol WatchedLog: LogKeeping, Sendable {
  static func subject(_ id: ID<Self>) -> Subject
  /// Whether the event is about the log, or the state, of this one.
  static func isNews(_ event: Event, of id: ID<Self>) -> Bool
  static func find(_ id: ID<Self>, _ tx: Transaction) throws -> Self?
  /// Since when its lines are counted.
  var beginning: Date { get }
  var isOver: Bool { get }
}

extension Deployment: WatchedLog {
  static func subject(_ id: ID<Deployment>) -> Subject { .deployment(id) }

  static func isNews(_ event: Event, of id: ID<Deployment>) -> Bool {
    switch event {
    case .logAppended(let changed), .deploymentChanged(let changed, _, _): changed == id
    default: false
    }
  }

  static func find(_ id: ID<Deployment>, _ tx: Transaction) throws -> Deployment? { try tx.deployments.find(id) }

  var beginning: Date { startedAt ?? createdAt }
  var isOver: Bool { status.isFinal }
}

extension BackupRun: WatchedLog {
  static func subject(_ id: ID<BackupRun>) -> Subject { .backupRun(id) }

  static func isNews(_ event: Event, of id: ID<BackupRun>) -> Bool {
    switch event {
    case .backupLogAppended(let changed), .backupRunChanged(let changed, _): changed == id
    default: false
    }
  }

  static func find(_ id: ID<BackupRun>, _ tx: Transaction) throws -> BackupRun? { try tx.backupRuns.find(id) }

  var beginning: Date { startedAt ?? createdAt }
  var isOver: Bool { status.isFinal }
}

extension ScheduleRun: WatchedLog {
  static func subject(_ id: ID<ScheduleRun>) -> Subject { .scheduleRun(id) }

  static func isNews(_ event: Event, of id: ID<ScheduleRun>) -> Bool {
    switch event {
    case .scheduleLogAppended(let changed), .scheduleRunChanged(let changed, _): changed == id
    default: false
    }
  }

  static func find(_ id: ID<ScheduleRun>, _ tx: Transaction) throws -> ScheduleRun? { try tx.scheduleRuns.find(id) }

  var beginning: Date { startedAt ?? createdAt }
  var isOver: Bool { status.isFinal }
}

extension ServerRun: WatchedLog {
  static func subject(_ id: ID<ServerRun>) -> Subject { .serverRun(id) }

  /// That its server has changed is also said without its name.
  static func isNews(_ event: Event, of id: ID<ServerRun>) -> Bool {
    switch event {
    case .serverLogAppended(let changed): changed == id
    case .serverChanged: true
    default: false
    }
  }

  static func find(_ id: ID<ServerRun>, _ tx: Transaction) throws -> ServerRun? { try tx.serverRuns.find(id) }

  var beginning: Date { startedAt ?? createdAt }
  var isOver: Bool { status.isFinal }
}
