import Foundation
import NIOCore
import SlipwayCore
import SlipwayTesting
import Synchronization
import Testing

@testable import SlipwayHost

@Suite("Terminals of this machine", .timeLimit(.minutes(3)))
struct LocalTerminalTests {
  /// What is typed, each after something was seen on the screen.
  private static func type(
    _ steps: [(seen: String, typed: String)], size: TerminalSize = TerminalSize(),
    then last: @escaping @Sendable (any TerminalKeyboard, Screen) async throws -> Void = { _, _ in }
  ) async throws -> (screen: String, status: Int?) {
    let host = LocalHost(docker: DockerClient(host: "unix:///nowhere"), runMarker: RandomText.suffix(12))
    let screen = Screen()
    let status = try await host.terminal(size).run(
      output: { screen.show($0) },
      typing: { keyboard in
        for step in steps {
          try await screen.wait(for: step.seen)
          try await keyboard.type(ByteBuffer(string: step.typed))
        }
        try await last(keyboard, screen)
        // Somebody who is there types no more.
        for _ in 0..<2400 where !Task.isCancelled { try? await Task.sleep(for: .milliseconds(50)) }
      })
    return (screen.text, status)
  }

  @Test("run a shell that has its size, learns of another one and ends with a status")
  func sizes() async throws {
    let steps = [
      ("", "PS1=; stty size; echo first-\"done\"\n"), ("first-done", "tty; stty -echo; echo second-\"done\"\n"),
    ]
    let (screen, status) = try await Self.type(steps, size: TerminalSize(columns: 111, rows: 33)) {
      keyboard, screen in
      try await screen.wait(for: "second-done")
      try await keyboard.resize(TerminalSize(columns: 72, rows: 9))
      try await keyboard.type(ByteBuffer(string: "stty size; exit 7\n"))
    }
    #expect(screen.contains("33 111"))
    #expect(screen.contains("/dev/pts/"))
    #expect(screen.contains("9 72"))
    #expect(status == 7)
  }

  @Test("give Ctrl-C to what runs in front")
  func interrupt() async throws {
    let steps = [("", "stty -echo; echo be\"gun\"; sleep 60; echo over-$?\n"), ("begun", "")]
    let (screen, _) = try await Self.type(steps) { keyboard, screen in
      try await Task.sleep(for: .milliseconds(300))
      try await keyboard.type(ByteBuffer(string: "\u{3}"))
      try await keyboard.type(ByteBuffer(string: "echo out-\"again\"; exit\n"))
      try await screen.wait(for: "out-again")
    }
    #expect(screen.contains("out-again"))
  }

  @Test("carry every byte as it is")
  func bytes() async throws {
    let steps = [
      ("", "stty raw -echo; echo re\"ady\"; head -c 256 | od -An -v -tu1; stty sane; exit\n")
    ]
    let (screen, _) = try await Self.type(steps) { keyboard, screen in
      try await screen.wait(for: "ready")
      try await keyboard.type(ByteBuffer(bytes: (0...255).map { UInt8($0) }))
    }
    let numbers = screen.split(whereSeparator: \.isWhitespace).compactMap { UInt8($0) }
    #expect(Array(numbers.suffix(256)) == (0...255).map { UInt8($0) })
  }

  @Test("leave nothing behind when nobody looks any more, not even what ran in the background")
  func hangUp() async throws {
    let mark = "slipway-test-\(RandomText.suffix(10))"
    let host = LocalHost(docker: DockerClient(host: "unix:///nowhere"), runMarker: mark)
    let screen = Screen()
    _ = try await host.terminal(TerminalSize()).run(
      output: { screen.show($0) },
      typing: { keyboard in
        let words = "exec 3>/dev/null; (trap '' HUP TERM; exec -a \(mark) sleep 300) & sleep 0.2; echo it-\"runs\"\n"
        try await keyboard.type(ByteBuffer(string: words))
        try await screen.wait(for: "it-runs")
      })
    #expect(Self.running(mark) == 0, "\(screen.text)")
  }

  private static func running(_ name: String) -> Int {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.count { process in
      guard Int(process) != nil, let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") else {
        return false
      }
      return String(decoding: line, as: UTF8.self).hasPrefix(name)
    }
  }

  /// What is on the screen so far.
  final class Screen: Sendable {
    private let shown = Mutex("")

    var text: String { shown.withLock { $0 } }

    func show(_ bytes: ByteBuffer) {
      shown.withLock { $0 += String(decoding: bytes.readableBytesView, as: UTF8.self) }
    }

    func wait(for words: String) async throws {
      guard !words.isEmpty else { return }
      for _ in 0..<1600 where !text.contains(words) { try await Task.sleep(for: .milliseconds(25)) }
      try #require(text.contains(words), "the screen has: \(text)")
    }
  }
}

@Suite struct LoginUserTests {
  @Test func `a shell that lets nobody in is replaced by one that does`() {
    for shell in [nil, "/usr/sbin/nologin", "/bin/false", "/nowhere/zsh", "bash"] {
      #expect(["/bin/bash", "/bin/sh"].contains(LoginUser.usable(shell)))
    }
    #expect(LoginUser.usable("/bin/sh") == "/bin/sh")
  }
}

@Suite struct TerminalSizeTests {
  @Test func `numbers beyond what is allowed become the nearest that is`() {
    #expect(TerminalSize(columns: 0, rows: -3) == TerminalSize(columns: 1, rows: 1))
    #expect(TerminalSize(columns: 5000, rows: 10) == TerminalSize(columns: 1000, rows: 10))
  }
}

@Suite struct ContainerShellTests {
  @Test func `the wanted shell is looked for in all folders before the next one`() {
    let found = ContainerShell.candidates(["zsh", "sh"], folders: ["/bin", "/usr/bin"])
    #expect(found == ["/bin/zsh", "/usr/bin/zsh", "/bin/sh", "/usr/bin/sh"])
  }

  @Test func `folders that lead out of themselves are not looked into`() throws {
    let text =
      #"{"Id":"c","State":{"Status":"running"},"Config":{"Env":["PATH=/opt/x/../y:/opt/bin:relative:/bin"]}}"#
    let container = try JSONDecoder().decode(DockerContainer.self, from: Data(text.utf8))
    let folders = ContainerShell.searchFolders(of: container)
    #expect(folders.contains("/opt/bin"))
    #expect(!folders.contains { $0.contains("..") || !$0.hasPrefix("/") })
    #expect(Set(folders).count == folders.count)
  }
}
