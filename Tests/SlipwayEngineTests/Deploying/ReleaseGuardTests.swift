import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayEngine

/// What a release may join, mount and call itself, at the moment when it starts.
struct ReleaseGuardTests {
  /// A guard whose Docker has one network and one volume, with these labels.
  private func with(
    labels: [String: String], driver: String = "overlay",
    _ body: (EngineFixture, ReleaseGuard) async throws -> Void
  ) async throws {
    let words = labels.map { "\"\($0.key)\": \"\($0.value)\"" }.joined(separator: ", ")
    try await FakeDocker.with({ request in
      switch request.path {
      case "/networks/inner":
        FakeDocker.Answer(
          200, "{\"Id\": \"n1\", \"Name\": \"inner\", \"Driver\": \"\(driver)\", \"Labels\": {\(words)}}")
      case "/volumes/data": FakeDocker.Answer(200, "{\"Name\": \"data\", \"Labels\": {\(words)}}")
      default: nil
      }
    }) { fake, _ in
      try await EngineFixture.with(docker: fake.host) { fixture in
        let guardian = ReleaseGuard(
          engine: fixture.engine, machine: try fixture.engine.thisMachine(), snapshot: fixture.snapshot())
        try await body(fixture, guardian)
      }
    }
  }

  private func spec(_ fixture: EngineFixture, _ change: (inout DeploymentSnapshot) -> Void) throws -> ServiceSpec {
    try ServiceSpec(
      fixture.snapshot(change), image: "sha256:abc",
      surroundings: Surroundings(
        instance: fixture.engine.configuration.instance, serviceName: "web-r1", release: ID("r1"),
        folders: fixture.engine.folders, hasVirtualAddresses: true))
  }

  private func joining(_ fixture: EngineFixture, _ network: String = "inner") throws -> ServiceSpec {
    try spec(fixture) {
      $0.application.runtime.networkSwarm = [SwarmNetwork(Target: network)]
      $0.application.runtime.labelsSwarm = [ReleaseLabels.organization: "another"]
    }
  }

  @Test func `A release does not start in an overlay of another organisation`() async throws {
    try await with(labels: [ReleaseLabels.organization: "another"]) { fixture, guardian in
      let error = await #expect(throws: SlipwayError.self) { try await guardian.check(try joining(fixture)) }
      #expect(error?.details.keys.contains("networkSwarm") == true)
    }
    try await with(labels: [:]) { fixture, guardian in
      await #expect(throws: SlipwayError.self) { try await guardian.check(try joining(fixture)) }
      for network in ["host", "ingress", "nothing"] {
        await #expect(throws: SlipwayError.self) { try await guardian.check(try joining(fixture, network)) }
      }
    }
  }

  @Test func `A release starts in an overlay of its own organisation, and in no bridge`() async throws {
    var own: [String: String] = [:]
    try await EngineFixture.with { own[ReleaseLabels.organization] = $0.application.organizationID.rawValue }
    for (driver, isFine) in [("overlay", true), ("bridge", false)] {
      try await with(labels: own, driver: driver) { fixture, _ in
        // The labels are those of one organisation; the guard is asked in its name.
        let snapshot = fixture.snapshot { $0.application.organizationID = ID(own.values.first ?? "") }
        let guardian = ReleaseGuard(
          engine: fixture.engine, machine: try fixture.engine.thisMachine(), snapshot: snapshot)
        if isFine {
          try await guardian.check(try joining(fixture))
        } else {
          await #expect(throws: SlipwayError.self) { try await guardian.check(try joining(fixture)) }
        }
      }
    }
  }

  @Test func `A release does not start with a volume of another organisation`() async throws {
    try await with(labels: [ReleaseLabels.organization: "another"]) { fixture, guardian in
      let mounting = try spec(fixture) { snapshot in
        snapshot.mounts = [
          Mount(
            organizationID: snapshot.application.organizationID, deployableID: snapshot.application.id, type: .volume,
            volumeName: "data", mountPath: "/data")
        ]
      }
      let error = await #expect(throws: SlipwayError.self) { try await guardian.check(mounting) }
      #expect(error?.details.keys.contains("volumeName") == true)
    }
  }

  @Test func `A release's labels cannot claim another service`() async throws {
    try await EngineFixture.with { fixture in
      let spec = try spec(fixture) {
        $0.application.runtime.labelsSwarm = [
          ReleaseLabels.deployable: "victim", ReleaseLabels.organization: "another", ReleaseLabels.role: "proxy",
          ReleaseLabels.spec: "forged", ReleaseLabels.release: "theirs", ReleaseLabels.instance: "other",
          ReleaseLabels.stopped: "1", "team": "red",
        ]
      }
      for labels in [spec.Labels, spec.TaskTemplate.ContainerSpec.Labels] {
        let labels = try #require(labels)
        #expect(labels["team"] == "red")
        #expect(labels[ReleaseLabels.deployable] == fixture.application.id.rawValue)
        #expect(labels[ReleaseLabels.organization] == fixture.application.organizationID.rawValue)
        #expect(labels[ReleaseLabels.instance] == fixture.engine.configuration.instance)
        #expect(labels[ReleaseLabels.release] == "r1")
        #expect(labels[ReleaseLabels.role] == nil && labels[ReleaseLabels.stopped] == nil)
        #expect(labels[ReleaseLabels.spec] != "forged")
      }
    }
  }
}
