import Logging
import ServiceLifecycle
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayServer
import UnixSignals

/// Runs the services of some roles until SIGTERM.
struct RoleRun {
  let roles: Set<Role>
  let configuration: Configuration

  /// All roles in one process, which has the data directory for itself.
  func alone() async throws {
    let directory = try begin()
    let lock = try LockFile(directory.lock)
    try await BusCheck.run(configuration)
    try await Parts.with(configuration, ownsLock: true, isWorker: true) { try await serve($0, slot: nil) }
    _ = consume lock
  }

  /// One of several processes on one database; those on this machine share the data directory.
  func together() async throws {
    guard configuration.database != nil else {
      throw CommandFailed(
        status: CommandFailed.badConfiguration,
        message:
          "several processes need a database that they can share: give --database, or run `slipway serve`, which is all of them in one"
      )
    }
    let directory = try begin()
    try requireKey(directory)
    let lock = try LockFile(directory.lock, isShared: true)
    let slot = try Slot.take(in: directory)
    let number = slot.number
    try await BusCheck.run(configuration)
    try await Parts.with(configuration, ownsLock: true, slot: number, isWorker: roles.contains(.worker)) {
      try await serve($0, slot: number)
    }
    _ = consume slot
    _ = consume lock
  }

  /// A process apart from the others shares no folder with them, so the key has to be given to it.
  private func requireKey(_ directory: DataDirectory) throws {
    guard !configuration.hasEngine, configuration.encryptionKey == nil, !directory.hasKey else { return }
    throw CommandFailed(
      status: CommandFailed.badConfiguration,
      message:
        "with --docker-host none the key of the installation has to be given: SLIPWAY_ENCRYPTION_KEY, or a copy of the "
        + "file encryption.key of the others in \(directory.path)")
  }

  private func begin() throws -> DataDirectory {
    guard configuration.hasEngine || !roles.contains(.worker) else {
      throw CommandFailed(
        status: CommandFailed.badConfiguration,
        message:
          "--docker-host none is for `slipway web` and `slipway api`: deployments and backups need a Docker Engine")
    }
    Logs.begin(configuration)
    let directory = DataDirectory(configuration)
    try directory.prepare()
    return directory
  }

  private func serve(_ parts: Parts, slot: Int?) async throws {
    let killed = await OrphanProcesses.kill(marker: parts.marker)
    let logger = Logger(label: "slipway")
    if killed > 0 { logger.notice("processes of a dead Slipway were ended", metadata: [LogKeys.count: "\(killed)"]) }
    try await clearWork(parts.engine, isAlone: slot == nil)
    // At the level debug the group would print every service with all that it holds.
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .info)
    var group = ServiceGroupConfiguration(
      services: Role.services(roles, parts).map { .init(service: $0) },
      gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
    // The rest is for closing what the services used; ``StopDeadline`` does not wait for that either.
    group.maximumGracefulShutdownDuration = configuration.stopTimeout * 9 / 10
    do {
      try await ServiceGroup(configuration: group).run()
    } catch is CancellationError {}
    logger.notice("stopped")
  }

  /// - Parameter isAlone: nobody else may be receiving an upload or starting a stack.
  private func clearWork(_ engine: Engine, isAlone: Bool) async throws {
    guard configuration.hasEngine else { return }
    if isAlone { UploadFolder.sweep(engine.folders.uploads) }
    try await engine.routes.writer.sweep()
    let (files, work) = (try engine.hosts.thisMachine().files, engine.folders.work)
    if isAlone { try await StackFolders.sweep(engine.folders, files) }
    guard try await files.exists(work) else { return }
    // Not the folder itself: it may be a disk of its own.
    for name in try await files.list(work) { try await files.remove("\(work)/\(name)") }
  }
}
