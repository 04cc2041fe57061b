import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayTesting
import Testing

@Suite struct BindRulesTests {
  private let folder: String
  private let rules: BindRules
  private let host = FakeHost()

  init() throws {
    folder = try temporaryPath("open")
    var configuration = Configuration()
    configuration.bindFolders = [folder]
    configuration.dataDirectory = try temporaryPath("data")
    rules = BindRules(configuration)
    for path in [folder + "/app", configuration.dataDirectory + "/files"] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    try link("out", to: "/etc")
    try link("own", to: configuration.dataDirectory)
    try link("inside", to: folder + "/app")
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: "\(folder)/\(name)", withDestinationPath: target)
  }

  private func check(_ path: String) async throws { try await rules.check([try #require(HostPath(path))], on: host) }

  @Test func `a link inside an open folder leads to the host`() async {
    await #expect(throws: SlipwayError.self) { try await check("\(folder)/out") }
    await #expect(throws: SlipwayError.self) { try await check("\(folder)/out/passwd") }
  }

  @Test func `a link leads to Slipway's own data, whoever made the mount`() async throws {
    await #expect(throws: SlipwayError.self) { try await check("\(folder)/own/files") }
    let elsewhere = try temporaryPath("link")
    try FileManager.default.createSymbolicLink(atPath: elsewhere, withDestinationPath: "\(folder)/own")
    await #expect(throws: SlipwayError.self) { try await check(elsewhere) }
  }

  @Test func `folders inside are fine, and so is one that is not there`() async throws {
    try await check("\(folder)/app")
    try await check("\(folder)/inside")
    try await check("\(folder)/missing")
    try await check("/etc")
  }

  @Test func `the data directory and what is above it is for nobody`() {
    for path in ["/", "/var", "/var/lib", "/var/lib/slipway", "/var/lib/slipway/traefik"] {
      #expect(throws: SlipwayError.self) { try rules.check(#require(HostPath(path))) }
    }
  }
}
