import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// The `slipway serve` under test: a process with a data folder of its own that can be stopped, killed and started again.
package actor EndToEndServer {
  /// The executable that was built with the tests; `E2E_BINARY` names another one.
  package static let binary =
    Configuration.processEnvironment["E2E_BINARY"] ?? EndToEndCommand.checkout + "/.build/debug/slipway"

  /// The words of a command that runs others on the machine that whatever is begun now is installed on; none is this one.
  @TaskLocal package static var place: [String] = []

  package nonisolated let data: String
  package nonisolated let log: String
  package nonisolated let ports: EndToEndPorts
  private var settings: [String: String]
  /// The executable, behind the words that run it on another machine.
  private let program: [String]
  /// Which command of the executable it runs.
  private var role = "serve"
  private var process: EndToEndProcess?

  package init(folder: String, instance: String, ports: EndToEndPorts, log: String) {
    data = folder + "/data"
    program = EndToEndServer.place + [EndToEndServer.binary]
    self.log = log
    self.ports = ports
    settings = [
      "SLIPWAY_DATA_DIR": folder + "/data", "SLIPWAY_LISTEN": "127.0.0.1:\(ports.panel)",
      "SLIPWAY_HTTP_PORT": String(ports.http), "SLIPWAY_HTTPS_PORT": String(ports.https),
      "SLIPWAY_INSTANCE": instance, "SLIPWAY_LOG_LEVEL": "info", "NO_COLOR": "1", "SLIPWAY_TEMPLATES": "none",
      "SLIPWAY_LOCAL_GIT": "allow", "SLIPWAY_LOCAL_DESTINATIONS": "allow", "SLIPWAY_LOCAL_REGISTRIES": "allow",
    ]
  }

  /// Another process on the same folder and database, with a port of its own.
  package func companion(_ role: String) throws -> EndToEndServer {
    EndToEndServer(of: self, role: role, settings: settings, ports: try EndToEndPorts())
  }

  /// A process as on another machine: without the folder and the Docker Engine of the others, but with their key.
  package func apart(_ role: String, folder: String) throws -> EndToEndServer {
    let key = FileManager.default.contents(atPath: data + "/encryption.key") ?? Data()
    let more = [
      "SLIPWAY_DATA_DIR": folder, "SLIPWAY_DOCKER_HOST": "none",
      "SLIPWAY_ENCRYPTION_KEY": String(decoding: key, as: UTF8.self).trimmingSpaces(),
    ]
    return EndToEndServer(of: self, role: role, settings: settings.merging(more) { $1 }, ports: try EndToEndPorts())
  }

  private init(of server: EndToEndServer, role: String, settings: [String: String], ports: EndToEndPorts) {
    data = server.data
    program = server.program
    log = server.log
    self.ports = ports
    self.role = role
    self.settings = settings.merging(["SLIPWAY_LISTEN": "127.0.0.1:\(ports.panel)"]) { $1 }
  }

  /// What ``start(_:)`` runs from now on: `serve`, `web`, `api` or `worker`.
  package func set(role: String) { self.role = role }

  package var isRunning: Bool { process?.isRunning ?? false }
  package var processID: Int32? { process?.id }

  /// Runs another command of the executable on the same data folder.
  package func command(_ words: [String], input: String = "") async throws -> String {
    let data = try await EndToEndCommand.run(
      program + words, environment: settings.merging(["SLIPWAY_LOG_LEVEL": "error"]) { $1 },
      input: input)
    return data
  }

  /// The status and words of a run that may fail.
  /// - Parameter more: variables beside its own.
  package func outcome(_ words: [String], _ more: [String: String] = [:]) async throws -> (
    status: Int32, text: String
  ) {
    try await EndToEndCommand.outcome(
      of: program + words, environment: settings.merging(more) { $1 })
  }

  /// How long releases may take to become healthy, and must stay so; no door sets it. Only while it does not run.
  /// - Parameter monitor: in seconds; less than the five that an installation begins with, because tests deploy all day.
  package func giveReleases(seconds: Double? = nil, monitor: Double = 1) async throws {
    // Another machine's files are not here.
    guard program.count == 1 else { return }
    var settings = ServerCapacity.settings
    if let seconds { settings.startSeconds = seconds }
    settings.monitorSeconds = monitor
    let text = String(decoding: try JSONEncoder().encode(settings), as: UTF8.self)
    let file = try await SQLiteDatabase.open(path: data + "/slipway.sqlite")
    try await file.write {
      try $0.run(
        """
        INSERT INTO setting (name, value) VALUES ('server', \(text)) ON CONFLICT (name) DO UPDATE SET value = excluded.value
        """)
    }
    try file.close()
  }

  /// Lets the time of all previews be over: nobody waits an hour for it. Only while it does not run.
  package func expirePreviews() async throws {
    let file = try await SQLiteDatabase.open(path: data + "/slipway.sqlite")
    try await file.write { try $0.run("UPDATE preview SET expires_at = \(Date(timeIntervalSince1970: 1))") }
    try file.close()
  }

  /// How many lines are kept of what a container wrote.
  package func keptLines(of container: String) async throws -> Int {
    let file = try await SQLiteDatabase.open(path: data + "/slipway.sqlite")
    let count: Int? = try await file.read {
      try $0.row("SELECT SUM(lines) AS count FROM log_segment WHERE container = \(container)")?["count"]
    }
    try file.close()
    return count ?? 0
  }

  /// A variable for all runs from now on.
  package func set(_ name: String, to value: String) { settings[name] = value }

  /// - Parameter extra: variables for this run only, such as `SLIPWAY_TEST_KILL_AT`.
  package func start(_ extra: [String: String] = [:]) async throws {
    process = try await EndToEndProcess.start(
      program + [role], environment: settings.merging(extra) { $1 }, log: log)
  }

  /// As the power going: no handler runs, no child is told.
  package func kill9() async throws {
    guard let process, process.isRunning else { return }
    process.signal(SIGKILL)
    try await waitForExit(within: .seconds(10))
  }

  /// Sends SIGTERM and waits.
  /// - Returns: the status that it ended with.
  package func terminate(within limit: Duration) async throws -> Int32? {
    guard let process, process.isRunning else { return nil }
    process.signal(SIGTERM)
    try await waitForExit(within: limit)
    return process.status
  }

  /// As a system service manager does it.
  package func stop() async throws {
    guard let process, process.isRunning else { return }
    process.signal(SIGTERM)
    do {
      try await waitForExit(within: .seconds(30))
    } catch {
      process.signal(SIGKILL)
      try await waitForExit(within: .seconds(10))
      throw EndToEndFailure("slipway serve did not stop within 30 s of SIGTERM")
    }
  }

  package func waitForExit(within limit: Duration) async throws {
    try await eventually("slipway serve ends", within: limit) { self.process?.isRunning != true }
  }

  /// The last lines that it logged, for a failure's message.
  package nonisolated func logTail(_ count: Int = 40) -> String {
    let text = FileManager.default.contents(atPath: log).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return text.split(separator: "\n").filter { !$0.hasSuffix("[SlipwayServer] request") }.suffix(count).joined(
      separator: "\n")
  }
}
