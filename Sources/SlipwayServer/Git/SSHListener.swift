import Foundation
import Glibc
import Logging
import ServiceLifecycle
import SlipwayCore
package import SlipwayEngine
import SlipwayHost
import SlipwayProcedures
import SlipwayStore
import Synchronization

/// Takes pushes over SSH: OpenSSH's sshd as a child with settings of ours, and the door that its sessions come in by
/// (docs/adr/0049).
package struct SSHListener: Service, CustomStringConvertible {
  private static let server = "/usr/sbin/sshd"
  private static let pause = Duration.seconds(10)
  /// How soon a new key can be used.
  private static let look = Duration.seconds(3)
  private let engine: Engine
  private let place: (host: String, port: Int)
  private let baseURL: @Sendable () async -> String

  package init(
    engine: Engine, place: (host: String, port: Int), baseURL: @escaping @Sendable () async -> String
  ) {
    self.engine = engine
    self.place = place
    self.baseURL = baseURL
  }

  package var description: String { "SSHListener" }

  /// A listener that cannot be is no reason for everything else to end: it is tried again, and the log says why.
  package func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do {
          try await listen()
        } catch is CancellationError {
          return
        } catch {
          Logger(label: "slipway.git").error(
            "pushes over SSH are not taken now", metadata: [LogKeys.error: "\(error)"])
        }
        try? await Task.sleep(for: Self.pause)
      }
    }
  }

  private func listen() async throws {
    let plan = try SSHPlan(engine.configuration, place, program: try Self.program())
    let host = try engine.hosts.thisMachine()
    defer { Self.clear(plan) }
    try await prepare(plan, host)
    let door = SSHDoor(engine: engine, access: PushAccess(engine: engine), plan: plan, baseURL: baseURL)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await door.run() }
      group.addTask { try await serve(plan, host) }
      group.addTask { try await keep(plan, host) }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private func serve(_ plan: SSHPlan, _ host: any SlipwayHost.Host) async throws {
    let logger = Logger(label: "slipway.git.sshd")
    logger.notice("pushes over SSH are taken", metadata: ["place": "\(plan.place.host):\(plan.place.port)"])
    let command = Command([Self.server, "-D", "-e", "-f", plan.settings])
    let result = try await host.run(command) { line in logger.debug("\(line)") }
    throw CommandFailure(command, result).error(doing: "Listening for pushes over SSH")
  }

  /// Keys that are gone are refused at the door, too; here it is a matter of seconds.
  private func keep(_ plan: SSHPlan, _ host: any SlipwayHost.Host) async throws {
    let last = Mutex("")
    let isNews: @Sendable (Event) -> Bool = { event in
      if case .accessEnded = event { true } else { false }
    }
    // It never has an answer: only a cancellation ends it.
    _ = try await Wakes(engine.bus).untilAnswer(atLeastEvery: Self.look, when: isNews) { () -> Bool? in
      let text = try await keys(plan)
      guard last.withLock({ $0 }) != text else { return nil }
      try await host.files.write(text, to: plan.keys, mode: 0o644)
      last.withLock { $0 = text }
      return nil
    }
  }

  private func keys(_ plan: SSHPlan) async throws -> String {
    let all = try await engine.store.read { try $0.pushKeys.distinct() }
    return all.map { plan.line(for: $0.publicKey, $0.fingerprint) }.joined()
  }

  private func prepare(_ plan: SSHPlan, _ host: any SlipwayHost.Host) async throws {
    try await host.files.makeDirectory(plan.folder, mode: 0o700)
    // Where sshd goes when it knows nobody yet.
    try await host.files.makeDirectory("/run/sshd", mode: 0o755)
    if try await !host.files.exists(plan.hostKey) {
      let key = OpenSSHKey.generate(comment: "slipway")
      try await host.files.write(key.publicKey + "\n", to: plan.hostKey + ".pub", mode: 0o644)
      try await host.files.write(key.privateKey.reveal(), to: plan.hostKey, mode: 0o600)
    }
    try await host.files.write(plan.text, to: plan.settings, mode: 0o600)
    try await BlockingPool.run {
      Self.endPredecessor(plan)
      Self.clear(plan)
    }
    try await host.files.makeDirectory(plan.doorFolder, mode: 0o755)
    try await host.files.write(try await keys(plan), to: plan.keys, mode: 0o644)
  }

  /// The door and the list of keys are there only while somebody listens. Not by the host, which does nothing more for a
  /// task that was cancelled.
  static func clear(_ plan: SSHPlan) { try? FileManager.default.removeItem(atPath: plan.doorFolder) }

  /// One whose Slipway was killed still has the port. Its number may be another's by now: its words tell.
  private static func endPredecessor(_ plan: SSHPlan) {
    guard let text = try? String(contentsOfFile: plan.processFile, encoding: .utf8),
      let number = pid_t(text.trimmingSpaces()), number > 1,
      let words = FileManager.default.contents(atPath: "/proc/\(number)/cmdline"),
      String(decoding: words, as: UTF8.self).contains(plan.settings)
    else { return }
    kill(number, SIGTERM)
    for _ in 0..<50 where kill(number, 0) == 0 { usleep(20_000) }
  }

  /// The path of this program.
  private static func program() throws -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard count > 0 else { throw SlipwayError(.internal, "It cannot be seen where Slipway itself is.") }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
