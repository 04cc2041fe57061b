import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore
import Testing

struct DeploymentSnapshotTests {
  @Test func `References are resolved in all three texts`() async throws {
    try await EngineFixture.with { application in
      application.secrets.env = Secret("WHERE=${{project.REGION}}\nURL=http://${{WHERE}}")
      application.secrets.buildArgs = Secret("AT=${{project.REGION}}")
    } _: { fixture in
      let snapshot = try await load(fixture)
      #expect(snapshot.variables["URL"] == "http://eu")
      #expect(snapshot.buildArgs["AT"] == "eu")
    }
  }

  @Test func `Every reference that leads nowhere is named`() async throws {
    try await EngineFixture.with { application in
      application.secrets.env = Secret("A=${{project.NOPE}}")
      application.secrets.buildSecrets = Secret("B=${{environment.MISSING}}")
    } _: { fixture in
      let failure = await #expect(throws: DeploymentFailure.self) { try await load(fixture) }
      #expect(failure?.evidence.summary.contains("project.NOPE") ?? false)
      #expect(failure?.evidence.summary.contains("environment.MISSING") ?? false)
      let rollback = try await load(fixture, kind: .rollback)
      #expect(rollback.variables.variables.isEmpty)
    }
  }

  @Test func `Values that are secrets by their name are concealed`() {
    let application = EngineFixture.plainApplication { $0.secrets.gitPassword = Secret("git-password") }
    let snapshot = EngineFixture.snapshot(of: application) {
      $0.variables = EnvironmentVariables(parsing: "API_TOKEN=tok-123456\nPORT=3000")
      $0.buildSecrets = EnvironmentVariables(parsing: "NPM=npm-123456")
    }
    let concealed = snapshot.concealed.map { $0.reveal() }
    #expect(concealed.sorted() == ["git-password", "npm-123456", "tok-123456"])
  }

  @Test func `A rollback conceals the secrets of then`() async throws {
    try await EngineFixture.with { fixture in
      var spec = ServiceSpec(Name: "web", TaskTemplate: TaskSpec(ContainerSpec: ContainerSpec(Image: "web:1")))
      spec.TaskTemplate.ContainerSpec.Env = ["DB_PASSWORD=then-123456", "PORT=3000"]
      var target = try await fixture.release(.previous)
      target.spec = Secret(String(decoding: try JSONEncoder().encode(spec), as: UTF8.self))
      let fixed = target
      let snapshot = fixture.snapshot { $0.target = fixed }
      #expect(snapshot.concealed.map { $0.reveal() } == ["then-123456"])
    }
  }

  private func load(_ fixture: EngineFixture, kind: Deployment.Kind = .deploy) async throws -> DeploymentSnapshot {
    let deployment = try await fixture.enqueue { $0.kind = kind }
    return try await DeploymentSnapshot.load(fixture.engine.store, deployment)
  }
}
