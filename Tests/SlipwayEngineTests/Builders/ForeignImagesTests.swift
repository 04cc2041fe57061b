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
          engine: fixture.engine, host: try fixture.engine.hosts.thisMachine(), snapshot: snapshot, log: log,
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

  /// A context whose Docker has the image `registry.test/private:1` from its registry, and says this of it there.
  private func with(
    registry answer: FakeDocker.Answer, host program: FakeHost.Program? = nil, onBuild: String = "null",
    _ body: (FakeDocker, StageContext) async throws -> Void
  ) async throws {
    try await FakeDocker.with({ request in
      switch request.path {
      case "/images/registry.test/private:1/json":
        FakeDocker.Answer(
          200, #"{"Id":"sha256:1","RepoDigests":["registry.test/private@sha256:2"],"Config":{"Labels":null}}"#)
      case "/images/mine:1/json":
        FakeDocker.Answer(200, #"{"Id":"sha256:3","Config":{"Labels":null,"OnBuild":\#(onBuild)}}"#)
      case "/distribution/registry.test/private:1/json": answer
      default: nil
      }
    }) { fake, client in
      try await EngineFixture.with(docker: fake.host) { fixture in
        let snapshot = fixture.snapshot()
        var host: any SlipwayHost.Host = try fixture.engine.hosts.thisMachine()
        if let program { host = FakeHost(docker: client, program: program) }
        let context = StageContext(
          engine: fixture.engine, host: host, snapshot: snapshot,
          log: DeploymentLog(engine: fixture.engine, deployment: snapshot.deployment.id),
          steps: StepRecorder(engine: fixture.engine, deployment: snapshot.deployment))
        try await body(fake, context)
      }
    }
  }

  private func check(_ dockerfile: String, _ context: StageContext) async throws {
    let path = try temporaryPath("Dockerfile")
    try dockerfile.write(toFile: path, atomically: true, encoding: .utf8)
    try await ForeignImages(context: context).check(
      BuildPlan(dockerfile: path, context: "/", arguments: EnvironmentVariables(parsing: "PLACE=registry.test")))
  }

  @Test(arguments: [
    "FROM registry.test/private:1", "ARG A=registry.te\nARG B=st/private\nFROM ${A}${B}:1", "FROM $PLACE/private:1",
    "FROM scratch\nCOPY --from=registry.test/private:1 / /", "FROM mine:1",
  ])
  func `A build takes no image that was pulled with another organisation's password`(dockerfile: String) async throws
  {
    let denied = FakeDocker.Answer(401, #"{"message":"unauthorized: authentication required"}"#)
    try await with(registry: denied, onBuild: #"["COPY --from=registry.test/private:1 / /"]"#) { _, context in
      let error = await #expect(throws: SlipwayError.self) { try await check(dockerfile, context) }
      #expect(error?.message.contains("registry.test/private:1 may not be used: ") == true, "\(error?.message ?? "")")
    }
  }

  @Test func `A build takes an image that its registry lets it have, and does not ask each time`() async throws {
    try await with(registry: FakeDocker.Answer(200, #"{"Descriptor":{}}"#)) { fake, context in
      try await check("FROM registry.test/private:1", context)
      try await check("FROM registry.test/private:1 AS again", context)
      #expect(fake.requests.filter { $0.path.hasPrefix("/distribution/") }.count == 1)
    }
  }

  @Test func `While a registry cannot be asked, what is here is used`() async throws {
    let away = FakeDocker.Answer(500, #"{"message":"dial tcp: lookup registry.test: no such host"}"#)
    try await with(registry: away) { _, context in try await check("FROM registry.test/private:1", context) }
  }

  @Test func `What cannot be told beforehand is not built`() async throws {
    try await with(registry: FakeDocker.Answer(200, "{}")) { _, context in
      for (dockerfile, fragment) in [
        ("# syntax=evil.test/reader\nFROM scratch", "only docker/dockerfile may be its syntax"),
        ("FROM ${PLACE%.test}", "cannot be told beforehand"),
      ] {
        let error = await #expect(throws: SlipwayError.self) { try await check(dockerfile, context) }
        #expect(error?.message.contains(fragment) == true)
      }
      try await check("# syntax=docker.io/docker/dockerfile:1.7\nFROM scratch\nRUN --mount=from=0 ls", context)
    }
  }

  @Test func `A build that comes upon a foreign image while it runs is ended, and says nothing more`() async throws {
    let denied = FakeDocker.Answer(401, #"{"message":"unauthorized"}"#)
    let program: FakeHost.Program = { _, output in
      await output("#3 [internal] load metadata for docker.io/library/busybox:latest")
      await output("#4 [internal] load metadata for registry.test/private:1")
      await output("#5 the content of a foreign file")
      try await Task.sleep(for: .seconds(30))
      return CommandResult(status: 0)
    }
    try await with(registry: denied, host: program) { _, context in
      let error = await #expect(throws: SlipwayError.self) {
        try await BuildWatch(context: context).run(["docker", "build"])
      }
      #expect(error?.message.contains("registry.test/private:1") == true)
      #expect(BuildWatch.image(in: "#7 [2/3] RUN echo [internal] load metadata for x") == nil)
    }
  }
}
