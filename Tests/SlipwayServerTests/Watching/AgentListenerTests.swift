import Foundation
import Hummingbird
import HummingbirdTesting
import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayAgent
@testable import SlipwayServer

/// The door of an agent by itself.
@Suite struct AgentListenerTests {
  private static let token = "a token of some length"

  private static func with(_ body: @escaping @Sendable (TestBrowser) async throws -> Void) async throws {
    let folder = try temporaryPath("monitoring")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let archive = SeriesArchive(folder: folder)
    let writer = try SeriesWriter(archive.path(of: .machine))
    let now = Int(Date().timeIntervalSince1970)
    for second in now - 200...now {
      var sample = Sample(time: UInt32(second))
      sample.cpu = 40
      sample.settlePeaks()
      writer.add(sample)
    }
    let agent = Agent(docker: DockerClient(host: "unix:///nowhere"), archive: archive) { _ in }
    let listener = AgentListener(agent, token: Secret(token), at: .plain(host: "127.0.0.1", port: 0))
    try await Application(router: listener.router()).test(.router) { try await body(TestBrowser(client: $0)) }
  }

  private static let signed = ["authorization": "Bearer \(token)"]

  @Test func `health is told to everybody, and nothing else to who has no token`() async throws {
    try await Self.with { browser in
      #expect(try await browser.get("/health").json == ["status": "ok"])
      for path in ["/metrics", "/metrics/containers?appName=x", "/series", "/series/machine"] {
        for header in ["", "Bearer ", "Bearer another token of a length"] {
          let refused = try await browser.get(path, ["authorization": header])
          #expect(refused.status == 401 && refused.json == ["error": "Unauthorized"], "\(path)")
        }
      }
    }
  }

  @Test func `the published paths answer samples, oldest first`() async throws {
    try await Self.with { browser in
      let found = try await browser.get("/metrics?limit=2", Self.signed).json.arrayValue ?? []
      #expect(found.count == 2)
      #expect(found.last?["cpu"] == "40.00")
      #expect((found.first?["timestamp"]?.stringValue ?? "") < (found.last?["timestamp"]?.stringValue ?? ""))
      #expect(try await browser.get("/metrics/containers?appName=nobody", Self.signed).json == [])
      #expect(try await browser.get("/metrics/containers", Self.signed).json == [])
    }
  }

  @Test func `every series is there with all that is kept`() async throws {
    try await Self.with { browser in
      #expect(try await browser.get("/series", Self.signed).json == ["machine"])
      let columns = try await browser.get("/series/machine?points=10", Self.signed).json
      #expect((columns["cpu"]?.arrayValue?.count ?? 0) > 0)
      #expect(try await browser.get("/series/..%2Fslipway", Self.signed).status == 404)
    }
  }
}
