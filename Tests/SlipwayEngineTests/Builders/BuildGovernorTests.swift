import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

struct BuildGovernorTests {
  private let container = String(repeating: "0a", count: 32)

  @Test func `The first version's trees get the ceiling`() throws {
    let root = try temporaryPath("cgroup")
    try tree(root, ["cpu/docker/buildkit": ["cpu.cfs_quota_us", "cpu.cfs_period_us", "cpu.shares"]])
    try tree(root, ["memory/docker/buildkit": ["memory.limit_in_bytes"], "cpu/docker/\(container)": ["cpu.shares"]])
    let governed = BuildGovernor(settings: settings(cores: 1.5, memory: 1 << 30), root: root).govern()
    #expect(governed == [root + "/cpu/docker/buildkit", root + "/memory/docker/buildkit"])
    #expect(try read(root + "/cpu/docker/buildkit/cpu.cfs_quota_us") == "150000")
    #expect(try read(root + "/cpu/docker/buildkit/cpu.cfs_period_us") == "100000")
    #expect(try read(root + "/cpu/docker/buildkit/cpu.shares") == "128")
    #expect(try read(root + "/memory/docker/buildkit/memory.limit_in_bytes") == String(1 << 30))
    #expect(try read(root + "/cpu/docker/\(container)/cpu.shares") == "")
  }

  @Test func `The second version's scopes of builds get it, those of containers do not`() throws {
    let root = try temporaryPath("cgroup")
    let files = ["cpu.max", "cpu.weight", "memory.max"]
    let build = "system.slice/docker-rkj6rybz5mbm3ycmwfz0b0e9m.scope"
    try tree(root, ["": ["cgroup.controllers"], build: files, "system.slice/docker-\(container).scope": files])
    try tree(root, ["system.slice/ssh.service": files])
    let governed = BuildGovernor(settings: settings(cores: 1, memory: 2 << 30), root: root).govern()
    #expect(governed == [root + "/" + build])
    #expect(try read("\(root)/\(build)/cpu.max") == "100000 100000")
    #expect(try read("\(root)/\(build)/cpu.weight") == "10")
    #expect(try read("\(root)/\(build)/memory.max") == String(2 << 30))
    #expect(try read("\(root)/system.slice/docker-\(container).scope/cpu.max") == "")
  }

  @Test func `No ceiling is written where none is set`() {
    let ceiling = BuildCeiling(settings(cores: 0, memory: 0))
    #expect(ceiling.files(.memory).isEmpty)
    #expect(ceiling.files(.unified).map(\.name) == ["cpu.weight"])
  }

  @Test func `A build that fails, fails through the governor`() async throws {
    let governor = BuildGovernor(settings: settings(cores: 1, memory: 0), root: try temporaryPath("none"))
    #expect(try await governor.during { 7 } == 7)
    await #expect(throws: SlipwayError.self) {
      try await governor.during { throw SlipwayError(.commandFailed, "no") }
    }
  }

  private func settings(cores: Double, memory: Int) -> ServerSettings {
    var settings = ServerSettings(cores: 4, memory: 1 << 30)
    settings.buildCPULimit = cores
    settings.buildMemoryLimit = memory
    return settings
  }

  private func tree(_ root: String, _ folders: [String: [String]]) throws {
    for (folder, files) in folders {
      try FileManager.default.createDirectory(atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
      for file in files {
        #expect(FileManager.default.createFile(atPath: "\(root)/\(folder)/\(file)", contents: nil))
      }
    }
  }

  private func read(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
}
