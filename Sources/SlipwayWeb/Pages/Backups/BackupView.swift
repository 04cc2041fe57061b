import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayProcedures

/// One backup's settings as the pages show them, whatever it backs up.
struct BackupView: Sendable {
  var id: ID<BackupPlan>
  var isVolume: Bool
  var isPanel: Bool
  /// What is backed up, for a person.
  var title: String
  /// The database's or the volume's name.
  var subject: String
  var databaseType: String
  var serviceName: String?
  var prefix: String
  var schedule: String
  var timezone: String?
  var isEnabled: Bool
  var keep: Int?
  var turnsOff: Bool
  /// The services of a stack that are stopped for it; `nil` where all of the service is, or nobody knows.
  var resting: [String]?
  var includesKey: Bool
  var drillSchedule: String?
  var nextAt: Date?
  /// Since when its schedule rests.
  var heldSince: Date?
  var destination: DestinationBrief?
  /// Newest first.
  var runs: [BackupRunRow]
  /// The published name that makes this backup now.
  var manual: String

  init(_ row: BackupRow) {
    id = row.backupId
    isVolume = false
    isPanel = row.databaseType == "web-server"
    title = isPanel ? "Slipway itself" : row.database
    subject = row.database
    databaseType = row.databaseType
    serviceName = row.serviceName
    prefix = row.prefix
    schedule = row.schedule
    timezone = row.timezone
    isEnabled = row.enabled
    keep = row.keepLatestCount
    turnsOff = false
    includesKey = row.includeEncryptionKey
    drillSchedule = row.drillSchedule
    nextAt = row.nextRunAt
    heldSince = row.heldSince
    destination = row.destination
    runs = row.deployments
    manual = row.manualProcedure
  }

  init(_ row: VolumeBackupRow) {
    id = row.volumeBackupId
    isVolume = true
    isPanel = false
    title = row.name
    subject = row.volumeName
    databaseType = ""
    serviceName = row.serviceName
    prefix = row.prefix
    schedule = row.cronExpression
    timezone = row.timezone
    isEnabled = row.enabled
    keep = row.keepLatestCount
    turnsOff = row.turnOff
    includesKey = false
    drillSchedule = nil
    nextAt = row.nextRunAt
    heldSince = row.heldSince
    destination = row.destination
    runs = row.deployments
    manual = VolumeBackupRunManually.name
  }

  /// What forms post so that it is found again.
  var named: [(name: String, value: String)] { [(isVolume ? "volumeBackupId" : "backupId", id.rawValue)] }

  /// When it is made, in words.
  var words: String {
    guard isEnabled else { return "Off: made by hand only" }
    let cron = try? CronExpression(parsing: schedule, field: "schedule")
    return "\(cron?.inWords ?? schedule), \(timezone ?? "UTC")"
  }
}
