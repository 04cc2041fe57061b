import Foundation
import SlipwayCore
import SlipwayHost
import protocol SlipwayHost.Host
import SlipwayTesting
import Testing

@testable import SlipwayEngine

private let hasEngine = FileManager.default.fileExists(atPath: "/var/run/docker.sock")

/// Real builds by the real engine of this machine.
@Suite(.enabled(if: hasEngine, "no Docker Engine answers here"))
struct BuildRunTests {
  @Test func `Secrets reach the step that asks for them, and nothing else`() async throws {
    try await building(
      """
      FROM scratch
      COPY busybox /bin/busybox
      ARG VERSION
      ENV VERSION=$VERSION
      RUN --mount=type=secret,id=TOKEN ["/bin/busybox", "sh", "-c", "/bin/busybox cat /run/secrets/TOKEN | /bin/busybox sha256sum"]
      """
    ) { image, log, host in
      let hash = try await EndToEndCommand.run(["sha256sum"], input: "secret-token-1234").prefix(64)
      #expect(log.contains(hash))
      #expect(!log.contains("secret-token-1234"))
      #expect(image.reference.hasPrefix("slipway/web-abc123:d-"))
      let found = try await host.docker.inspectImage(image.reference)
      #expect(found?.Id == image.identity)
      #expect(found?.Config?.Labels?["slipway.deployable"] != nil)
    }
  }

  @Test func `A build that fails says which step did, and why`() async throws {
    let failure = await #expect(throws: DeploymentFailure.self) {
      try await building(
        """
        FROM scratch
        COPY busybox /bin/busybox
        RUN ["/bin/busybox", "sh", "-c", "echo the disk is full; exit 3"]
        """
      ) { _, _, _ in }
    }
    #expect(failure?.evidence.step == .build)
    #expect(failure?.evidence.exitCode != 0)
    #expect(failure?.evidence.containerLog.contains { $0.contains("the disk is full") } ?? false)
    #expect(failure?.evidence.summary.contains("exit code: 3") ?? false, "\(failure?.evidence.summary ?? "")")
  }

  private func building(
    _ dockerfile: String, _ check: (BuiltImage, String, any Host) async throws -> Void
  ) async throws {
    try await EngineFixture.with(docker: "unix:///var/run/docker.sock") { fixture in
      let deployment = try await fixture.enqueue()
      let work = fixture.engine.folders.work(of: deployment.id)
      let checkout = work + "/checkout"
      try FileManager.default.createDirectory(atPath: checkout, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: "/bin/busybox", toPath: checkout + "/busybox")
      try dockerfile.write(toFile: checkout + "/Dockerfile", atomically: true, encoding: .utf8)
      let snapshot = fixture.snapshot {
        $0.deployment = deployment
        $0.application.build.cleanCache = true
        $0.buildArgs = EnvironmentVariables(parsing: "VERSION=1.0")
        $0.buildSecrets = EnvironmentVariables(parsing: "TOKEN=secret-token-1234")
      }
      let host = try fixture.engine.hosts.thisMachine()
      let context = StageContext(
        engine: fixture.engine, host: host, snapshot: snapshot,
        log: DeploymentLog(engine: fixture.engine, deployment: deployment.id, secrets: snapshot.concealed),
        steps: StepRecorder(engine: fixture.engine, deployment: deployment))
      let image = try await BuildRun(context: context, checkout: Checkout(directory: checkout, buildPath: "")).run()
      await context.log.flush()
      do {
        try await check(image, try await fixture.log(deployment.id), host)
      } catch {
        try await host.docker.removeImage(image.reference)
        throw error
      }
      try await host.docker.removeImage(image.reference)
    }
  }
}
