import Foundation
import NIOCore
import SlipwayCore
import Testing

@testable import SlipwayHost

@Suite(.enabled(if: RealSSH.isThere, "needs sshd and root"), .timeLimit(.minutes(3))) struct SSHTerminalTests {
  private typealias Screen = LocalTerminalTests.Screen

  /// What is typed, each after something was seen on the screen; then somebody is there until the shell ends.
  private static func type(
    _ steps: [(seen: String, typed: String)], on host: SSHHost, size: TerminalSize = TerminalSize(),
    then last: @escaping @Sendable (any TerminalKeyboard, Screen) async throws -> Void = { _, _ in }
  ) async throws -> (screen: String, status: Int?) {
    let screen = Screen()
    let status = try await host.terminal(size).run(
      output: { screen.show($0) },
      typing: { keyboard in
        for step in steps {
          try await screen.wait(for: step.seen)
          try await keyboard.type(ByteBuffer(string: step.typed))
        }
        try await last(keyboard, screen)
        for _ in 0..<2400 where !Task.isCancelled { try? await Task.sleep(for: .milliseconds(50)) }
      })
    return (screen.text, status)
  }

  @Test func `A shell over there has the size, learns of another one, reads every key and ends with a status`()
    async throws
  {
    try await RealSSH.with { ssh in
      let steps = [
        ("", "PS1=; stty size; echo first-\"done\"\n"),
        ("first-done", "tty; stty -echo; echo $SLIPWAY_RUN:$TERM:$HOME; echo second-\"done\"\n"),
        // What ssh would take for its own: a tilde at the beginning of a line.
        // An end of file, for an interrupt may take with it what is typed right behind it.
        ("second-done", "cat\n~.\n~?\n"), ("~?", "\u{4}"),
      ]
      let (screen, status) = try await Self.type(
        steps, on: try await ssh.host(), size: TerminalSize(columns: 111, rows: 33)
      ) { keyboard, screen in
        try await keyboard.type(ByteBuffer(string: "echo third-\"done\"\n"))
        try await screen.wait(for: "third-done")
        try await keyboard.resize(TerminalSize(columns: 72, rows: 9))
        try await keyboard.type(
          ByteBuffer(string: "for i in 1 2 3 4 5 6 7 8 9; do sleep 0.1; stty size; done; exit 7\n"))
      }
      #expect(screen.contains("33 111"))
      #expect(screen.contains("/dev/pts/"))
      #expect(screen.contains("\(ssh.local.remoteMarker):xterm-256color:/"))
      #expect(screen.contains("~.") && screen.contains("9 72"))
      #expect(status == 7)
    }
  }

  @Test func `Nothing is left when nobody looks any more, also of what changed its session or its environment`()
    async throws
  {
    try await RealSSH.with { ssh in
      let host = try await ssh.host()
      let number = Int.random(in: 100_000...999_999)
      let screen = Screen()
      _ = try await host.terminal(TerminalSize()).run(
        output: { screen.show($0) },
        typing: { keyboard in
          let words =
            "(trap '' HUP TERM; sleep 310.\(number)) & setsid sleep 311.\(number) & "
            + "env -i nohup sleep 312.\(number) >/dev/null 2>&1 & sleep 0.2; echo it-\"runs\"\n"
          try await keyboard.type(ByteBuffer(string: words))
          try await screen.wait(for: "it-runs")
          #expect(try await ssh.local.run(["pgrep", "-fc", "sleep 31[012].\(number)"]).text == "3")
        })
      #expect(try await !ssh.local.run(["pgrep", "-f", "sleep 31[012].\(number)"]).isSuccess, "\(screen.text)")
      // The connection that was there for terminals went with the last one; commands have their own.
      #expect(try await host.run(["echo", "on"]).text == "on")
      #expect(await !host.terminals.isStanding)
    }
  }

  @Test func `Terminals take no turns from commands, and there are only so many`() async throws {
    try await RealSSH.with { ssh in
      let host = try await ssh.host()
      try await withThrowingTaskGroup(of: Void.self) { group in
        let screens = (0..<SSHTerminal.most).map { _ in Screen() }
        for screen in screens {
          group.addTask {
            _ = try await Self.open(host, screen)
          }
        }
        for screen in screens { try await screen.wait(for: "it-runs") }
        let numbers = try await withThrowingTaskGroup(of: String.self) { commands in
          for number in 0..<12 { commands.addTask { try await host.run(["echo", "\(number)"]).text } }
          return try await commands.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(numbers.count == 12)
        let error = await #expect(throws: SlipwayError.self) { try await Self.open(host, Screen()) }
        #expect(error?.code == .conflict)
        group.cancelAll()
        while let result = await group.nextResult() { _ = result }
      }
    }
  }

  private static func open(_ host: SSHHost, _ screen: Screen) async throws -> Int? {
    try await host.terminal(TerminalSize()).run(
      output: { screen.show($0) },
      typing: { keyboard in
        try await keyboard.type(ByteBuffer(string: "echo it-\"runs\"\n"))
        for _ in 0..<2400 where !Task.isCancelled { try? await Task.sleep(for: .milliseconds(50)) }
      })
  }

  @Test func `A connection that is lost is said, and not the shell's end`() async throws {
    try await RealSSH.with { ssh in
      let host = try await ssh.host()
      let screen = Screen()
      let error = await #expect(throws: SlipwayError.self) {
        _ = try await host.terminal(TerminalSize()).run(
          output: { screen.show($0) },
          typing: { keyboard in
            try await keyboard.type(ByteBuffer(string: "echo it-\"runs\"\n"))
            try await screen.wait(for: "it-runs")
            await host.close()
            for _ in 0..<2400 where !Task.isCancelled { try? await Task.sleep(for: .milliseconds(50)) }
          })
      }
      #expect(error?.code == .unreachable, "\(screen.text)")
    }
  }
}

@Suite struct SSHTerminalLineTests {
  @Test func `The shell is begun by a line that all shells read alike`() {
    let line = SSHTerminal.line([ProcessMark(name: "A", value: "x y"), ProcessMark(name: "B", value: "ssh:1")])
    #expect(line == "exec env 'A=x y' B=ssh:1 \"$SHELL\" -l")
  }
}
