import ArgumentParser
import Foundation
import Logging
import ServiceLifecycle
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayProcedures
import SlipwayServer
import SlipwayStore
import SlipwayWeb
import UnixSignals

/// `slipway serve`: the dashboard, the API, the workers and the caretakers in one process.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Runs Slipway until SIGTERM.")
  @OptionGroup var flags: ConfigurationFlags

  func run() async throws {
    let configuration = try flags.read()
    Logs.begin(configuration.logLevel)
    let directory = DataDirectory(configuration)
    try directory.prepare()
    let lock = try LockFile(directory.lock)
    try await Parts.with(configuration, ownsLock: true) { try await serve($0) }
    _ = consume lock
  }

  private func serve(_ parts: Parts) async throws {
    let killed = await OrphanProcesses.kill(marker: parts.marker)
    let logger = Logger(label: "slipway")
    if killed > 0 { logger.notice("processes of a dead Slipway were ended", metadata: [LogKeys.count: "\(killed)"]) }
    try await clearWork(parts.engine)
    // At the level debug the group would print every service with all that it holds.
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .info)
    var group = ServiceGroupConfiguration(
      services: try services(parts).map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
      logger: quiet)
    group.maximumGracefulShutdownDuration = .seconds(20)
    do {
      try await ServiceGroup(configuration: group).run()
    } catch is CancellationError {}
    logger.notice("stopped")
  }

  private func clearWork(_ engine: Engine) async throws {
    UploadFolder.sweep(engine.folders.uploads)
    try await engine.routes.writer.sweep()
    let (files, work) = (try engine.hosts.host().files, engine.folders.work)
    try await StackFolders.sweep(engine.folders, files)
    guard try await files.exists(work) else { return }
    // Not the folder itself: it may be a disk of its own.
    for name in try await files.list(work) { try await files.remove("\(work)/\(name)") }
  }

  private func services(_ parts: Parts) throws -> [any Service] {
    let engine = parts.engine
    let accounts = Accounts(engine: engine)
    let dispatcher = Dispatcher(engine: engine, procedures: Procedures.all, accounts: accounts)
    let web = WebPages(dispatcher: dispatcher)
    let server = HTTPServer(
      engine: engine, dispatcher: dispatcher, accounts: accounts, pages: [WebhookRoutes(engine: engine), web],
      htmlAnswers: web, onRunning: { await greet(parts, accounts, port: $0) })
    return [
      ProxyCaretaker(engine), LeaseCaretaker(engine: engine), SessionCaretaker(engine: engine),
      LeftoverCaretaker(engine), OrphanCaretaker(engine), StackCaretaker(engine), JobRunner(engine: engine),
      BackupCaretaker(engine), Scheduler(engine), server,
    ]
  }

  /// Says where it listens and, while there is no owner, how to become one.
  private func greet(_ parts: Parts, _ accounts: Accounts, port: Int) async {
    Output.line("Slipway listens on http://\(parts.configuration.listenHost):\(port)")
    do {
      guard try await accounts.needsSetUp() else { return }
      let base = try await parts.baseURL()
      let link = try await parts.engine.store.write { try accounts.links.make(.setUp, base: base, in: $0) }
      Output.line("Set up the first owner: \(link)")
    } catch {
      Logger(label: "slipway").error("no set-up link", metadata: [LogKeys.error: "\(error)"])
    }
  }
}
