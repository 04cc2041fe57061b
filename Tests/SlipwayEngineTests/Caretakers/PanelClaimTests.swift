import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayEngine

/// Two installations of one name on one Docker Engine.
@Suite struct PanelClaimTests {
  private func with(
    panel: String?, _ body: (EngineFixture, FakeDocker) async throws -> Void
  ) async throws {
    let label = panel.map { #""slipway.panel": "\#($0)","# } ?? ""
    try await FakeDocker.with { request in
      switch (request.method, request.path) {
      case ("GET", "/services/slipway-traefik"):
        .init(
          200,
          #"{"ID": "p", "Version": {"Index": 1}, "Spec": {"Name": "slipway-traefik", "Labels": {\#(label) "slipway.role": "proxy"}, "TaskTemplate": {"ContainerSpec": {"Image": "traefik"}}}}"#
        )
      case ("GET", "/services"):
        .init(
          200,
          #"[{"ID": "s", "Version": {"Index": 1}, "Spec": {"Name": "web-1", "Labels": {"slipway.instance": "slipway", "slipway.deployable": "theirs"}, "TaskTemplate": {"ContainerSpec": {"Image": "nginx"}}}}]"#
        )
      case ("GET", "/containers/json"): .init(200, "[]")
      case ("GET", "/info"):
        .init(200, #"{"Swarm": {"NodeID": "n1", "LocalNodeState": "active", "ControlAvailable": true}}"#)
      case ("DELETE", _): .init(200)
      default: nil
      }
    } _: { fake, _ in
      try await EngineFixture.with(docker: fake.host) { try await body($0, fake) }
    }
  }

  @Test func `the services of another installation stay, and it is said what to do`() async throws {
    try await with(panel: "another") { fixture, fake in
      for attempt: @Sendable () async throws -> Void in [
        { _ = try await OrphanCaretaker(fixture.engine).runOnce() },
        { _ = try await StackCaretaker(fixture.engine).runOnce() },
        { _ = try await BackupCaretaker(fixture.engine).runOnce() },
        { _ = try await ProxyInstall(fixture.engine).run() },
      ] {
        let error = await #expect(throws: SlipwayError.self) { try await attempt() }
        #expect(
          error?.code == .conflict && error?.message.contains("--instance") == true, "\(String(describing: error))")
      }
      #expect(fake.requests.allSatisfy { $0.method == "GET" })
    }
  }

  @Test func `a proxy from before installations were told apart is ours`() async throws {
    try await with(panel: nil) { fixture, fake in
      _ = try await OrphanCaretaker(fixture.engine).runOnce()
      #expect(fake.requests.contains { $0.method == "DELETE" && $0.path == "/services/web-1" })
    }
  }
}
