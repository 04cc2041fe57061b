import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Synchronization
import Testing

@testable import SlipwayAgent

/// Bringing the program to another machine, and what is refused.
@Suite struct AgentCarrierTests {
  private static let program = AgentProgram(
    folder: "/proc/1", file: "exe", digest: String(repeating: "ab", count: 32), architecture: "x86_64")

  /// A machine whose programs answer so; its files are in a folder of their own.
  private func machine(
    _ root: String, architecture: String = "x86_64", digest: String = program.digest, trial: CommandResult? = nil
  ) -> FakeHost {
    FakeHost(files: RootedFiles(root: root), name: "web-1") { command, _ in
      switch command.words.first {
      case .plain("uname"): return CommandResult(status: 0, lines: [architecture])
      case .plain("sha256sum"): return CommandResult(status: 0, lines: ["\(digest)  file"])
      case .plain("tar"):
        // The one that packs says what the file is called.
        let transform = command.words.compactMap { word -> String? in
          guard case .plain(let text) = word, text.hasPrefix("s,.*,") else { return nil }
          return String(text.dropFirst(5).dropLast())
        }
        for name in transform { try Data("program".utf8).write(to: URL(filePath: "\(root)/agent/\(name)")) }
        return CommandResult(status: 0)
      default: return trial ?? CommandResult(status: 0)
      }
    }
  }

  private func with(_ body: (String, AgentPlace) async throws -> Void) async throws {
    let root = try temporaryPath("carrier")
    try FileManager.default.createDirectory(atPath: root + "/agent", withIntermediateDirectories: true)
    try await body(root, AgentPlace(root: "", instance: "one"))
    try? FileManager.default.removeItem(atPath: root)
  }

  private func carrier(_ host: FakeHost, _ place: AgentPlace) -> AgentCarrier {
    AgentCarrier(host: host, place: place, log: { _ in })
  }

  @Test func `it appears whole and under the name of its digest, once`() async throws {
    try await with { root, place in
      let host = machine(root)
      let isBrought = try await carrier(host, place).bring(Self.program, from: host)
      let found = try FileManager.default.contentsOfDirectory(atPath: root + "/agent")
      #expect(isBrought && found == ["slipway-abababababababab"])
      let isBroughtAgain = try await carrier(host, place).bring(Self.program, from: host)
      #expect(!isBroughtAgain)
      #expect(host.commands.filter { $0.words.first == .plain("tar") }.count == 2)
    }
  }

  @Test func `another architecture is refused before anything is copied, and says so`() async throws {
    try await with { root, place in
      let host = machine(root, architecture: "aarch64")
      let error = await #expect(throws: SlipwayError.self) {
        try await carrier(host, place).bring(Self.program, from: host)
      }
      #expect(
        error?.message.contains("web-1 is aarch64 and this machine x86_64") == true && error?.details["agent"] != nil)
      #expect(!host.commands.contains { $0.words.first == .plain("tar") })
    }
  }

  @Test func `a build whose libraries are not there is refused before anything is copied`() async throws {
    try await with { root, place in
      let host = machine(root)
      let program = AgentProgram(
        folder: "/proc/1", file: "exe", digest: Self.program.digest, architecture: "x86_64",
        foreignLibraries: ["/opt/swift/libswiftCore.so"])
      let error = await #expect(throws: SlipwayError.self) {
        try await carrier(host, place).bring(program, from: host)
      }
      #expect(error?.message.contains("/opt/swift/libswiftCore.so") == true)
      #expect(!host.commands.contains { $0.words.first == .plain("tar") })
    }
  }

  @Test func `what arrives as another file, or does not run there, is not taken`() async throws {
    try await with { root, place in
      let torn = machine(root, digest: String(repeating: "0", count: 64))
      await #expect(throws: SlipwayError.self) { try await carrier(torn, place).bring(Self.program, from: torn) }
      let old = machine(root, trial: CommandResult(status: 1, lines: ["version `GLIBC_2.36' not found"]))
      let error = await #expect(throws: SlipwayError.self) {
        try await carrier(old, place).bring(Self.program, from: old)
      }
      #expect(error?.message.contains("GLIBC_2.36") == true)
      #expect(!FileManager.default.fileExists(atPath: root + "/agent/slipway-abababababababab"))
    }
  }

  @Test func `programs of other versions go`() async throws {
    try await with { root, place in
      let host = machine(root)
      for name in ["slipway-old", "slipway-new", "token"] {
        try Data().write(to: URL(filePath: "\(root)/agent/\(name)"))
      }
      try await carrier(host, place).tidy(keeping: "/agent/slipway-new")
      let left = try FileManager.default.contentsOfDirectory(atPath: root + "/agent").sorted()
      #expect(left == ["slipway-new", "token"])
    }
  }
}
