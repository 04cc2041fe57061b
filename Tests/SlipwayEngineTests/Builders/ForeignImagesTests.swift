import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayEngine

struct ForeignImagesTests {
  @Test func `Images of Slipway's own making are found in a Dockerfile`() {
    let text = """
      FROM slipway/shop-web-abc123:d-V1StGXR8_Z5jdHi6B-myT AS base
      COPY --from=docker.io/slipway/other-ab12cd:d-1 /a /a
      RUN --mount=type=bind,from=slipway/third:x,target=/x echo slipway/
      FROM nginx:alpine
      """
    #expect(
      Set(ForeignImages.ownNames(in: text)) == [
        "slipway/shop-web-abc123:d-V1StGXR8_Z5jdHi6B-myT", "docker.io/slipway/other-ab12cd:d-1", "slipway/third:x",
      ])
  }

  @Test(arguments: [
    ("slipway/web:d-1", "somebody-else", false), ("slipway/web:d-1", "org1", true), ("slipway/web:d-1", nil, false),
    ("company/web:1", "somebody-else", false), ("company/web:1", nil, true),
  ])
  func `Images are run by whose they are`(name: String, owner: String?, isFine: Bool) async throws {
    let label = owner.map { #"{"slipway.organization":"\#($0)"}"# } ?? "null"
    try await FakeDocker.with({ request in
      request.path.hasPrefix("/images/")
        ? FakeDocker.Answer(200, #"{"Id":"sha256:1","Config":{"Labels":\#(label)}}"#) : nil
    }) { fake, _ in
      try await EngineFixture.with(docker: fake.host) { fixture in
        let snapshot = EngineFixture.snapshot(of: EngineFixture.plainApplication())
        let log = DeploymentLog(engine: fixture.engine, deployment: snapshot.deployment.id)
        let context = StageContext(
          engine: fixture.engine, host: try fixture.engine.hosts.host(for: nil), snapshot: snapshot, log: log,
          steps: StepRecorder(engine: fixture.engine, deployment: snapshot.deployment))
        let images = ForeignImages(context: context)
        if isFine {
          try await images.check(name, field: "dockerImage")
        } else {
          await #expect(throws: SlipwayError.self) { try await images.check(name, field: "dockerImage") }
        }
      }
    }
  }
}
