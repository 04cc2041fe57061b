import Foundation
import SlipwayCore
@testable import SlipwayHost
import Testing

@Suite(.enabled(if: RealSSH.isThere, "needs sshd and root")) struct SSHHostTests {
  @Test func `Words, variables, folder, input and status are on a server what they are here`() async throws {
    try await RealSSH.with { ssh in
      let host = try await ssh.host()
      var command = Command(
        ["printf", "%s\\n"] + ShellTests.hostile.filter { !$0.contains("\n") && !$0.contains("\r") })
      let printed = try await host.run(command)
      let here = try await ssh.local.run(command)
      #expect(printed.lines == here.lines)
      command = ["cat"]
      command.input = .secret(Secret("one\ntwo\n"))
      command.environment = ["A": Secret("x"), "B": Secret("line\nline \\n 'q' %s\r\n")]
      #expect(try await host.run(command).lines == ["one", "two"])
      command = ["/usr/bin/env", "-0"]
      command.environment = ["B": Secret("a\nb\\n 'q' %s $X `id`\u{301}\n\n")]
      let bytes = try await host.collect(command, limit: 1 << 20).bytes
      let variables = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      #expect(variables.contains("B=a\nb\\n 'q' %s $X `id`\u{301}\n\n"))
      #expect(variables.contains("HOME=/root") && variables.contains("SLIPWAY_RUN=\(ssh.local.remoteMarker)"))
      command = ["pwd"]
      command.workingDirectory = "/usr/lib"
      #expect(try await host.run(command).lines == ["/usr/lib"])
      #expect(try await host.run(Command(["/bin/bash", "-c", "exit 7"])).status == 7)
      #expect(try await host.run(Command(["/bin/bash", "-c", "kill -9 $$"])).status == 137)
    }
  }

  @Test func `A program that is told nothing of its surroundings has only its marks`() async throws {
    try await RealSSH.with { ssh in
      var command: Command = ["env"]
      command.isBare = true
      command.environment = ["ONLY": Secret("this")]
      let names = try await ssh.host().run(command).lines.compactMap {
        $0.split(separator: "=").first.map(String.init)
      }
      #expect(Set(names).subtracting(["SLIPWAY_RUN", "SLIPWAY_COMMAND", "PWD", "_"]) == ["ONLY"])
    }
  }

  @Test func `Secrets are no words, and a missing program is named`() async throws {
    try await RealSSH.with { ssh in
      let host = try await ssh.host()
      let secret = Secret("hush")
      await #expect(throws: SlipwayError.self) { try await host.run(["echo", "\(secret)"]) }
      let error = await #expect(throws: SlipwayError.self) { try await host.run(["no-such-program-here"]) }
      #expect(error?.code == .preconditionFailed)
      #expect(error?.message.contains("no-such-program-here is not installed on web-1") == true)
      var fenced: Command = ["curl", "x"]
      fenced.isFenced = true
      let other = fenced
      await #expect(throws: SlipwayError.self) { try await host.run(other) }
    }
  }

  @Test func `Output comes while the program runs, and cancelling ends all of it over there`() async throws {
    try await RealSSH.with { ssh in
      let host = try await ssh.host()
      let mark = "300." + String(Int.random(in: 100_000...999_999))
      let (lines, next) = AsyncStream.makeStream(of: String.self)
      let work = Task {
        // The second one does not listen to SIGTERM.
        try await host.run(
          Command([
            "/bin/bash", "-c", "trap '' TERM; echo began; sleep \(mark) & (trap '' TERM; sleep \(mark)); wait",
          ])
        ) { next.yield($0) }
      }
      for await line in lines where line == "began" { break }
      #expect(try await ssh.local.run(["pgrep", "-f", "sleep \(mark)"]).isSuccess)
      work.cancel()
      await #expect(throws: CancellationError.self) { try await work.value }
      #expect(try await !ssh.local.run(["pgrep", "-f", "sleep \(mark)"]).isSuccess)
    }
  }

  @Test func `A program that takes too long is ended and named`() async throws {
    try await RealSSH.with { ssh in
      var command: Command = ["sleep", "301.5"]
      command.deadline = .milliseconds(300)
      let (host, slow) = (try await ssh.host(), command)
      let error = await #expect(throws: SlipwayError.self) { try await host.run(slow) }
      #expect(error?.code == .timeout && error?.message.hasPrefix("sleep took longer") == true)
      #expect(try await !ssh.local.run(["pgrep", "-f", "sleep 301.5"]).isSuccess)
    }
  }

  @Test func `A pipeline flows through this machine and says who failed`() async throws {
    try await RealSSH.with { ssh in
      let host = try await ssh.host()
      var first: Command = ["/bin/sh", "-c", "printf %s \"$WORD\""]
      first.environment = ["WORD": Secret("hello")]
      let out = ssh.folder + "/piped"
      let measure = try await host.stream(
        Pipeline(
          [first, ["tr", "a-z", "A-Z"]], into: Command(["dd", "of=\(out)", "status=none"]), what: "Copying"),
        output: nil)
      #expect(measure.bytes == 5)
      #expect(try await LocalFiles().readText(out) == "HELLO")
      let error = await #expect(throws: SlipwayError.self) {
        try await host.stream(Pipeline([["false"]], into: ["cat"], what: "Copying"), output: nil)
      }
      #expect(error?.code == .commandFailed)
    }
  }

  @Test func `What flows between the machines does so through programs of this one`() async throws {
    try await RealSSH.with { ssh in
      let host = try await ssh.host()
      let (here, there) = (ssh.folder + "/here", ssh.folder + "/there")
      try await LocalFiles().makeDirectory(here + "/sub")
      try await LocalFiles().makeDirectory(there)
      try await LocalFiles().write("one", to: here + "/sub/a", mode: 0o640)
      let reading = Command(["tar", "--create", "--directory", here, "."])
      var writing = Command(["/bin/sh", "-c", "tar -x -p -C \"$WHERE\" -f -"])
      writing.environment = ["WHERE": Secret(there)]
      _ = try await ssh.local.stream(
        Pipeline([reading], into: try await host.reaching(writing), what: "Copying"), output: nil)
      #expect(try await host.files.readText(there + "/sub/a") == "one")
    }
  }

  @Test func `Many at once wait for their turns`() async throws {
    try await RealSSH.with { ssh in
      let host = try await ssh.host()
      let all = try await withThrowingTaskGroup(of: String.self) { group in
        for number in 0..<40 { group.addTask { try await host.run(["echo", "\(number)"]).text } }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
      #expect(all == Set((0..<40).map(String.init)))
    }
  }
}
