import Foundation
import SlipwayCore
import SlipwayHost
import Testing

@Suite struct ShellTests {
  /// Every byte but NUL, as text, and what shells are known to fall for.
  static let hostile: [String] = [
    String(decoding: (1...127).map { UInt8($0) }, as: UTF8.self),
    String((0x80...0x2FF).compactMap { Unicode.Scalar($0) }.map(Character.init)),
    "", " ", "-", "--", "-rf", "--help", "~", "~root", "$HOME", "${HOME}", "$(touch /tmp/x)", "`id`", "a;b", "a&&b",
    "a|b",
    "a>b", "<a", "*", "?", "[a]", "{a,b}", "!!", "#a", "=ls", "A=b", "'", "''", "\\", "\\\\", "'\\''", "a\\", "\\'",
    "\"",
    "a\nb", "\n", "a\n", "\r\n", "\t", "%s", "%n", "\u{1B}[31m", "…", "é'ß\\", "🚀", "e\u{301}'", "\u{7F}",
    "a\u{301}\\\u{301}",
  ]

  @Test(arguments: ["/bin/dash", "/bin/bash"])
  func `Hostile words come through a shell as they are`(_ shell: String) async throws {
    let host = LocalHost(docker: DockerClient(host: "unix:///nowhere"), runMarker: "shell-test")
    try await TemporaryFolder.with { folder in
      // A shell reads the line as a script, as it reads the one that an SSH server gives it.
      let words = ["printf", "%s\\0"] + Self.hostile
      let line = Shell.line(words) + " > " + Shell.quote(folder + "/out")
      try line.write(toFile: folder + "/script", atomically: true, encoding: .utf8)
      let result = try await host.run(Command([shell, folder + "/script"]))
      #expect(result.isSuccess, "\(result.text)")
      let bytes = try await LocalFiles().read(folder + "/out")
      let got = bytes.split(separator: 0, omittingEmptySubsequences: false).map { Array($0) }.dropLast()
      #expect(Array(got) == Self.hostile.map { Array($0.utf8) })
    }
  }

  @Test func `Plain words stay as they are, and what begins like a command's address does not`() {
    #expect(Shell.line(["git", "clone", "--depth=1", "a/b-c_d.e:f@g,h"]) == "git clone --depth=1 a/b-c_d.e:f@g,h")
    #expect(Shell.quote("=ls") == "'=ls'")
    #expect(Shell.quote("it's") == "'it'\\''s'")
    #expect(Shell.quote("a\\b") == "'a'\\\\'b'")
    #expect(Shell.quote("") == "''")
  }
}
