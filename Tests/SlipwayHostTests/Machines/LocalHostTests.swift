import Foundation
import SlipwayCore
import SlipwayHost
import Synchronization
import Testing

@Suite struct LocalHostTests {
  private let marker = RandomText.identifier()

  private func host(grace: Duration = .milliseconds(300)) -> LocalHost {
    LocalHost(docker: DockerClient(host: "unix:///nowhere"), runMarker: marker, grace: grace)
  }

  /// Runs a bash program that is written to a temporary file.
  private func bash(_ text: String, _ change: (inout Command) -> Void = { _ in }) async throws -> CommandResult {
    try await TemporaryFolder.with { folder in
      try await host().run(script(text, in: folder, change))
    }
  }

  private func script(_ text: String, in folder: String, _ change: (inout Command) -> Void = { _ in }) throws
    -> Command
  {
    try text.write(toFile: folder + "/script", atomically: true, encoding: .utf8)
    var command: Command = ["bash", "\(folder)/script"]
    change(&command)
    return command
  }

  @Test func `Both outputs arrive line by line, and the status is a result`() async throws {
    let seen = Lines()
    let result = try await TemporaryFolder.with { folder in
      try await host().run(script("echo out; echo err >&2; printf last; exit 3", in: folder)) { seen.add($0) }
    }
    #expect(result.status == 3)
    #expect(result.lines.sorted() == ["err", "last", "out"])
    #expect(seen.all == result.lines)
    #expect(!result.isSuccess)
  }

  @Test func `A required command that fails says so with its last line`() async throws {
    let error = await #expect(throws: SlipwayError.self) {
      try await host().require(["ls", "/does/not/exist"], what: "Listing the folder")
    }
    #expect(error?.code == .commandFailed)
    #expect(error?.message.hasPrefix("Listing the folder failed (exit status 2): ") == true)
  }

  @Test func `A program that is missing is named`() async throws {
    let error = await #expect(throws: SlipwayError.self) { try await host().run(["no-such-program-here", "x"]) }
    #expect(error?.code == .preconditionFailed)
    #expect(error?.message.contains("no-such-program-here is not installed") == true)
    await #expect(throws: SlipwayError.self) { try await host().run(["/no/such/program"]) }
    await #expect(throws: SlipwayError.self) { try await host().run(Command([])) }
    await #expect(throws: SlipwayError.self) { try await host().run(["echo", "a\0b"]) }
  }

  @Test func `A folder that is missing is an error`() async throws {
    var command: Command = ["pwd"]
    command.workingDirectory = "/does/not/exist"
    let broken = command
    await #expect(throws: SlipwayError.self) { try await host().run(broken) }
    command.workingDirectory = "/usr"
    #expect(try await host().run(command).lines == ["/usr"])
  }

  @Test func `The environment is minimal, marked and added to`() async throws {
    var command: Command = ["env"]
    command.environment["GREETING"] = Secret("hello there")
    let lines = try await host().run(command).lines
    #expect(lines.contains("GREETING=hello there"))
    #expect(lines.contains("SLIPWAY_RUN=\(marker)"))
    let names = Set(lines.compactMap { $0.split(separator: "=").first.map(String.init) })
    #expect(names == ["PATH", "HOME", "LANG", "SLIPWAY_RUN", "GREETING"])
  }

  @Test func `A program that lets others name variables is told nothing of its surroundings`() async throws {
    var command: Command = ["/usr/bin/env"]
    command.isBare = true
    command.environment["GREETING"] = Secret("hello there")
    #expect(try await host().run(command).lines == ["GREETING=hello there"])
  }

  @Test func `Secrets reach a program by pipe and environment and are in no argument vector`() async throws {
    let result = try await bash("IFS= read -r line; echo \"$line $TOKEN\"; cat /proc/$$/cmdline | tr '\\0' ' '") {
      $0.input = .secret(Secret("by-pipe\n"))
      $0.environment["TOKEN"] = Secret("by-environment")
    }
    #expect(result.lines.first == "by-pipe by-environment")
    #expect(result.lines.last?.contains("bash /") == true)
    #expect(result.lines.last?.contains("by-") == false)
  }

  @Test func `A secret argument is refused before anything runs`() async throws {
    let error = await #expect(throws: SlipwayError.self) { try await host().run(["echo", "\(Secret("hunter2"))"]) }
    #expect(error?.message.contains("standard input") == true)
    #expect(error.map { "\($0)" }?.contains("hunter2") == false)
  }

  @Test func `A file is piped in`() async throws {
    try await TemporaryFolder.with { folder in
      try Data(repeating: 65, count: 3_000_000).write(to: URL(fileURLWithPath: folder + "/big"))
      var command: Command = ["wc", "-c"]
      command.input = .file(folder + "/big")
      #expect(try await host().run(command).lines == ["3000000"])
      command.input = .file(folder + "/missing")
      let missing = command
      await #expect(throws: SlipwayError.self) { try await host().run(missing) }
    }
  }

  @Test func `A program that does not read its input is not disturbed`() async throws {
    var command: Command = ["true"]
    command.input = .secret(Secret(String(repeating: "x", count: 1_000_000)))
    #expect(try await host().run(command).isSuccess)
  }

  @Test func `A low priority command runs at a nice value`() async throws {
    var command: Command = ["nice"]
    command.isLowPriority = true
    let nice = try await host().run(command).lines.first.flatMap { Int($0) }
    #expect((nice ?? 0) >= 10)
  }

  @Test func `A deadline ends the command`() async throws {
    var command: Command = ["sleep", "60"]
    command.deadline = .milliseconds(200)
    let sent = command
    let start = ContinuousClock.now
    let error = await #expect(throws: SlipwayError.self) { try await host().run(sent) }
    #expect(error?.code == .timeout)
    #expect(ContinuousClock.now - start < .seconds(55))
    #expect(await OrphanProcesses.kill(marker: marker) == 0)
  }

  @Test(arguments: ["trap '' TERM", "true"])
  func `Cancelling ends the whole group, those too that ignore SIGTERM`(leader: String) async throws {
    let text = """
      \(leader)
      ( trap '' TERM; echo deaf; while true; do sleep 0.2; done ) &
      sleep 300 &
      echo ready
      while true; do sleep 0.2; done
      """
    try await TemporaryFolder.with { folder in
      let command = try script(text, in: folder)
      let (ready, continuation) = AsyncStream.makeStream(of: String.self)
      let host = host()
      let task = Task { try await host.run(command) { continuation.yield($0) } }
      var seen = Set<String>()
      for await line in ready where seen.insert(line).inserted && seen.count == 2 { break }
      let start = ContinuousClock.now
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(ContinuousClock.now - start < .seconds(55))
      #expect(await OrphanProcesses.kill(marker: marker) == 0)
    }
  }

  @Test func `A child in the background does not hold the command, and ends with it`() async throws {
    let result = try await bash("sleep 300 & echo done")
    #expect(result.lines == ["done"])
    #expect(await OrphanProcesses.kill(marker: marker) == 0)
  }

  @Test func `Much output arrives complete and keeps only its end in memory`() async throws {
    let count = Count()
    let result = try await host().run(["seq", "1", "200000"]) { _ in count.add() }
    #expect(count.value == 200_000)
    #expect(result.lines.count == CommandResult.keptLines)
    #expect(result.lines.last == "200000")
    #expect(result.lines.first == "199801")
  }

  @Test func `Short commands lose no line`() async throws {
    let host = host()
    try await withThrowingTaskGroup(of: [String].self) { group in
      for number in 0..<40 { group.addTask { try await host.run(["echo", "\(number)"]).lines } }
      for try await lines in group { #expect(lines.count == 1) }
    }
  }
}

/// Lines that arrived, in order.
private final class Lines: Sendable {
  private let lines = Mutex<[String]>([])
  var all: [String] { lines.withLock { $0 } }
  func add(_ line: String) { lines.withLock { $0.append(line) } }
}

/// A number that many may raise.
private final class Count: Sendable {
  private let number = Mutex(0)
  var value: Int { number.withLock { $0 } }
  func add() { number.withLock { $0 += 1 } }
}
