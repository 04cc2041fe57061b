import Foundation
import SlipwayCore
import SlipwayDetection
import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayEngine

private let hasEngine = FileManager.default.fileExists(atPath: "/var/run/docker.sock")

/// Builders' programs, by stand-ins that write down what they are asked: none of the real ones was run.
@Suite(.enabled(if: hasEngine, "no Docker Engine answers here"))
struct ToolStepTests {
  private static let secret = "secret-token-1234"

  @Test func `nixpacks writes a Dockerfile that the engine builds, and no secret is among its words`() async throws {
    let stand = """
      [ "$1" = plan ] && { printf '{"variables":{"NODE_ENV":"production","API_TOKEN":"%s"}}' "$API_TOKEN"; exit 0; }
      mkdir -p "$2/.nixpacks" && echo "$API_TOKEN" > "$2/.nixpacks/build.sh"
      printf 'FROM scratch\\nARG NODE_ENV\\nENV NODE_ENV=$NODE_ENV\\nCOPY . /app\\n' > "$2/.nixpacks/Dockerfile"
      """
    try await building(.nixpacks, tool: .nixpacks, stand) { image, said, host in
      #expect(said.first?.hasPrefix("build ") == true)
      #expect(said.first?.contains("--out ") == true && said.first?.hasSuffix("--env API_TOKEN") == true)
      #expect(!said.joined().contains(Self.secret))
      let found = try await host.docker.inspectImage(image.identity)
      #expect(found?.Config?.Labels?["slipway.organization"] != nil)
    }
  }

  @Test func `pack makes the image, which gets our labels`() async throws {
    let stand = """
      d=$(mktemp -d); echo hello > $d/hello; printf 'FROM scratch\\nCOPY hello /\\n' > $d/Dockerfile
      DOCKER_BUILDKIT=1 \(Self.docker) build -q -t "$2" $d
      """
    try await building(.herokuBuildpacks, tool: .pack, stand) { image, said, host in
      let words = try #require(said.first)
      #expect(words.contains("--builder heroku/builder:24") && words.contains("--env-file "))
      #expect(!words.contains(Self.secret) && !words.contains("API_TOKEN"))
      let found = try await host.docker.inspectImage(image.identity)
      #expect(found?.Config?.Labels?["slipway.organization"] != nil)
    }
  }

  @Test func `a program that is missing is said with how it is installed`() async throws {
    let error = await #expect(throws: SlipwayError.self) {
      try await building(.railpack, tool: nil, "") { _, _, _ in }
    }
    #expect(error?.code == .preconditionFailed)
    #expect(error?.message.contains("railpack 0.15.4 is not installed") == true)
    #expect(error?.message.contains("Settings → Builders") == true)
  }

  @Test func `a download that is something else is thrown away`() async throws {
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nno archive"
    try await CannedServer.with(answer) { port, _ in
      try await EngineFixture.with(docker: "unix:///var/run/docker.sock") { fixture in
        let install = try ToolInstall(fixture.engine, origin: "http://127.0.0.1:\(port)")
        let error = await #expect(throws: SlipwayError.self) {
          try await install.install(.nixpacks, version: "1.41.0", digest: nil)
        }
        #expect(error?.details["sha256"]?.contains("Nothing was installed") == true, "\(error?.message ?? "")")
        #expect(try await install.path(.nixpacks, version: "1.41.0") == nil)
        await #expect(throws: SlipwayError.self) {
          try await install.install(.railpack, version: "0.15.4", digest: nil)
        }
      }
    }
  }

  private static let docker =
    ["/usr/bin/docker", "/usr/local/bin/docker"].first {
      FileManager.default.isExecutableFile(atPath: $0)
    } ?? "docker"

  private func building(
    _ kind: BuildSettings.Kind, tool: BuildTool?, _ script: String,
    _ check: (BuiltImage, [String], any SlipwayHost.Host) async throws -> Void
  ) async throws {
    try await EngineFixture.with(docker: "unix:///var/run/docker.sock") { fixture in
      let deployment = try await fixture.enqueue()
      let checkout = fixture.engine.folders.work(of: deployment.id) + "/checkout"
      try FileManager.default.createDirectory(atPath: checkout, withIntermediateDirectories: true)
      try "x".write(toFile: checkout + "/code", atomically: true, encoding: .utf8)
      let record = fixture.engine.folders.root + "/said"
      if let tool { try stand(tool, script, record, fixture.engine.folders.root) }
      let snapshot = fixture.snapshot {
        $0.deployment = deployment
        $0.application.build.buildType = kind
        $0.variables = EnvironmentVariables(parsing: "API_TOKEN=\(Self.secret)")
      }
      let host = try fixture.engine.hosts.thisMachine()
      let context = StageContext(
        engine: fixture.engine, host: host, snapshot: snapshot,
        log: DeploymentLog(engine: fixture.engine, deployment: deployment.id, secrets: snapshot.concealed),
        steps: StepRecorder(engine: fixture.engine, deployment: deployment))
      let image = try await BuildRun(context: context, checkout: Checkout(directory: checkout, buildPath: "")).run()
      await context.log.flush()
      let said = try String(contentsOfFile: record, encoding: .utf8).split(separator: "\n").map(String.init)
      try await check(image, said, host)
      #expect(try await !fixture.log(deployment.id).contains(Self.secret))
      try await host.docker.removeImage(image.reference)
    }
  }

  /// A script in the place of a program, which writes its words down.
  private func stand(_ tool: BuildTool, _ script: String, _ record: String, _ root: String) throws {
    let folder = "\(root)/tools/\(tool.rawValue)-\(tool.standardVersion)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = "#!/bin/bash\nset -e\necho \"$@\" >> \(record)\n\(script)\n"
    try text.write(toFile: "\(folder)/\(tool.rawValue)", atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(folder)/\(tool.rawValue)")
  }
}
