import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayEngine

struct HealthGateTests {
  @Test func `A release is not waited for without end when Docker never answers`() async throws {
    try await EngineFixture.with { fixture in
      let docker = try fixture.engine.hosts.thisMachine().docker
      let problem = await #expect(throws: ReleaseProblem.self) { try await gate(docker, fixture).wait() }
      #expect(problem?.advice?.summary.contains("Docker has not answered") ?? false)
    }
  }

  @Test func `What runs may be watched for longer than it may take to start`() async throws {
    try await FakeDocker.with { request in
      request.path == "/tasks"
        ? .init(200, #"[{"ID":"1","Slot":1,"DesiredState":"running","Status":{"State":"running"}}]"#) : nil
    } _: { fake, docker in
      try await EngineFixture.with { fixture in
        try await gate(docker, fixture).wait()
        #expect(fake.requests.count >= 2)
      }
    }
  }

  private func gate(_ docker: DockerClient, _ fixture: EngineFixture) -> HealthGate {
    var times = ReleaseTimes(start: .milliseconds(200), monitor: .milliseconds(600))
    times.poll = .milliseconds(50)
    return HealthGate(
      docker: docker, service: "web-1", wanted: .replicas(1), times: times,
      log: DeploymentLog(engine: fixture.engine, deployment: ID("none")))
  }
}
