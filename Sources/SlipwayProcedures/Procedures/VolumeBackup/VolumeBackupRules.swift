import SlipwayCompose
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// What the settings of a volume backup must hold to.
enum VolumeBackupRules {
  /// - Throws: ``SlipwayError`` `badRequest` naming the field, `notFound` when the volume is not the service's.
  static func apply(
    _ input: VolumeBackupFields, to plan: inout BackupPlan, _ engine: Engine, _ tx: Transaction
  ) throws {
    plan.name = try TypedText.name(input.name)
    plan.prefix = try ObjectKey.prefix(input.prefix)
    plan.schedule = try BackupRules.schedule(input.cronExpression, field: "cronExpression")
    plan.keepLatest = try BackupRules.keep(input.keepLatestCount)
    plan.isEnabled = input.enabled ?? plan.isEnabled
    plan.timeZone = try ZoneName.check(input.timezone, field: "timezone")
    plan.destinationID = input.destinationId
    plan.settings.volumeName = input.volumeName
    plan.settings.serviceName = input.serviceName
    plan.settings.turnsOff = input.turnOff ?? plan.settings.turnsOff
    try check(input.volumeName, of: plan.deployableID, engine, tx)
  }

  /// Whoever names a volume gets all that is in it: it must be one that the service mounts, or a folder that a stack
  /// writes to.
  static func check(
    _ volume: String, of service: ID<Deployable>?, _ engine: Engine, _ tx: Transaction
  ) throws {
    guard let service else { throw SlipwayError.notFound("Service") }
    let deployable = try tx.deployables.one(service)
    var mounted = try tx.mounts.all(of: service).compactMap(\.volumeName)
    if deployable.kind == .compose, let release = try tx.releases.current(of: service) {
      let file = try StackFile.read(release)
      let folders = engine.folders(on: deployable.serverID)
      mounted += file.volumeNames + StackDataFolder.names(in: file, folders, appName: deployable.appName)
    }
    guard mounted.contains(volume) else {
      let names = mounted.joined(separator: ", ")
      throw SlipwayError.invalid(
        "volumeName", "must be a volume that the service mounts" + (names.isEmpty ? "; it has none" : ": \(names)"))
    }
  }
}
