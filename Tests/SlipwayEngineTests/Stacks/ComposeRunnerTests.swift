import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

@Suite struct ComposeRunnerTests {
  @Test func `a paused container of a stack is stopped with it`() async throws {
    let states = ["running", "paused", "restarting", "exited", "created"]
    let containers = states.map { state in
      """
      {"Id":"\(state)","State":"\(state)","Labels":{"com.docker.compose.project":"shop"}}
      """
    }
    try await FakeDocker.with { request in
      switch request.path {
      case "/containers/json": .init(200, "[\(containers.joined(separator: ","))]")
      case let path where path.hasSuffix("/stop"): .init(204)
      default: nil
      }
    } _: { fake, _ in
      try await EngineFixture.with(docker: fake.host) { fixture in
        let place = try StackPlace(
          fixture.engine, try fixture.engine.thisMachine(), fixture.application.id, appName: "shop")
        try await ComposeRunner(place: place).stop(
          StackFile(kind: .compose, model: [:], services: [:], addresses: [:], effective: ""), keys: nil)
      }
      let stopped = fake.requests.map(\.path).filter { $0.hasSuffix("/stop") }.sorted()
      #expect(stopped == ["/containers/paused/stop", "/containers/restarting/stop", "/containers/running/stop"])
    }
  }
}
