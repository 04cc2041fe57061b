import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayEngine

struct BuildPlacesTests {
  /// - Parameter expected: what is said of the Dockerfile; `nil` when it may be built.
  private func check(_ dockerfile: String, _ expected: String?) async throws {
    try await EngineFixture.with { fixture in
      let host = try fixture.engine.hosts.thisMachine()
      let path = fixture.folder + "/Dockerfile"
      try await host.files.makeDirectory(fixture.folder, mode: 0o700)
      try await host.files.write(dockerfile, to: path, mode: 0o600)
      let snapshot = EngineFixture.snapshot(of: EngineFixture.plainApplication())
      let context = StageContext(
        engine: fixture.engine, host: host, snapshot: snapshot,
        log: DeploymentLog(engine: fixture.engine, deployment: snapshot.deployment.id),
        steps: StepRecorder(engine: fixture.engine, deployment: snapshot.deployment))
      let (places, plan) = (BuildPlaces(context: context), BuildPlan(dockerfile: path, context: fixture.folder))
      guard let expected else { return try await places.check(plan) }
      let error = await #expect(throws: SlipwayError.self) { try await places.check(plan) }
      #expect(error?.details["dockerfile"]?.contains(expected) == true, "\(error?.message ?? "nothing")")
    }
  }

  @Test(arguments: [
    "FROM scratch\nADD http://127.0.0.1:9000/x /x", "FROM scratch\nADD http://169.254.169.254/latest/meta-data/ /x",
    "FROM localhost:5000/base", "FROM scratch\nCOPY --from=127.0.0.1:3000/x / /x",
    "ARG H=localhost\nFROM scratch\nADD git@${H}:a/b.git /x",
  ])
  func `A Dockerfile that fetches from this machine is not built`(dockerfile: String) async throws {
    try await check(dockerfile, "this machine itself")
  }

  @Test func `A Dockerfile that fetches from elsewhere is`() async throws {
    try await check("FROM nginx:1.27 AS a\nFROM a\nADD https://192.168.1.20/x /x\nADD x y", nil)
  }
}
