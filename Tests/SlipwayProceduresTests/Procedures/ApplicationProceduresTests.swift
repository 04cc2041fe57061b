import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

@Suite struct ApplicationProceduresTests {
  private static func web(_ test: TestCall) -> JSONValue { .string(test.acme.application.id.rawValue) }

  private static func update(
    _ name: String, _ fields: JSONValue, code: SlipwayError.Code? = nil, contains: [String] = []
  ) -> Scenario {
    Scenario(name, "application.update", code: code, contains: contains, changes: code == nil) { test in
      .object(fields.members.merging(["applicationId": web(test)]) { $1 })
    }
  }

  static let updates: [Scenario] = [
    update(
      "numbers", ["replicas": .integer(3), "memoryLimit": "512m", "cpuLimit": "0.5"], contains: [#""replicas":3"#]),
    update("numbers as text", ["replicas": "4"], contains: [#""replicas":4"#]),
    update("too many replicas", ["replicas": .integer(100_000)], code: .badRequest, contains: ["replicas"]),
    update("replicas of a wrong type", ["replicas": ["a": .integer(1)]], code: .badRequest, contains: ["replicas"]),
    update("memory that is none", ["memoryLimit": "much"], code: .badRequest, contains: ["memoryLimit"]),
    update(
      "a health check", ["healthCheckSwarm": ["Test": .array(["CMD", "true"]), "Retries": .integer(3)]],
      contains: ["CMD"]),
    update(
      "a health check with a slip", ["healthCheckSwarm": ["Tset": .array([])]], code: .badRequest,
      contains: ["healthCheckSwarm", "Tset"]),
    update("a health check as text", ["healthCheckSwarm": #"{"Test":["CMD","true"]}"#], contains: ["CMD"]),
    update(
      "an update order", ["updateConfigSwarm": ["Parallelism": .integer(1), "Order": "start-first"]],
      contains: ["start-first"]),
    update(
      "an update order that is none", ["updateConfigSwarm": ["Parallelism": .integer(1), "Order": "sideways"]],
      code: .badRequest, contains: ["updateConfigSwarm"]),
    update(
      "a reserved label", ["labelsSwarm": ["slipway.organization": "x"]], code: .badRequest, contains: ["labelsSwarm"]
    ),
    update(
      "a limit below unlimited",
      ["ulimitsSwarm": .array([["Name": "nofile", "Soft": .integer(-2), "Hard": .integer(1)]])], code: .badRequest,
      contains: ["ulimitsSwarm"]),
    update("an enum", ["sourceType": "ftp"], code: .badRequest, contains: ["sourceType"]),
    update(
      "a branch that is an option", ["customGitBranch": "--upload-pack=id"], code: .badRequest,
      contains: ["customGitBranch"]),
    update(
      "a branch with a command", ["customGitBranch": "main; touch /tmp/hx/d01"], code: .badRequest,
      contains: ["customGitBranch"]),
    update(
      "a helper as address", ["customGitUrl": "ext::sh -c 'touch /tmp/hx/d10'"], code: .badRequest,
      contains: ["customGitUrl"]),
    update("a file as address", ["customGitUrl": "file:///etc"], code: .badRequest, contains: ["customGitUrl"]),
    update(
      "an image that is an option", ["dockerImage": "--privileged"], code: .badRequest, contains: ["dockerImage"]),
    update(
      "an image with a pipe", ["dockerImage": "nginx:1|touch /tmp/hx/d04"], code: .badRequest,
      contains: ["dockerImage"]),
    update(
      "a Dockerfile elsewhere", ["dockerfile": "../../other/Dockerfile"], code: .badRequest, contains: ["dockerfile"]),
    update(
      "a context elsewhere", ["dockerContextPath": "a/../../b"], code: .badRequest, contains: ["dockerContextPath"]),
    update(
      "a stage that is an option", ["dockerBuildStage": "--output=x"], code: .badRequest,
      contains: ["dockerBuildStage"]),
    update("a registry with a command", ["registryUrl": "r.local;id"], code: .badRequest, contains: ["registryUrl"]),
    update("an icon that is a script", ["icon": "javascript:alert(1)"], code: .badRequest, contains: ["icon"]),
    update(
      "a field of a later version", ["networkIds": ["x"]], code: .badRequest, contains: ["networkIds"]),
    update("a token of one's own", ["refreshToken": "aaaa"], code: .badRequest, contains: ["refreshToken"]),
    update("an observed state", ["applicationStatus": "done"], code: .badRequest, contains: ["applicationStatus"]),
    update(
      "two problems at once", ["customGitBranch": "-x", "memoryLimit": "y"], code: .badRequest,
      contains: ["customGitBranch", "memoryLimit"]),
    update(
      "another service's name as alias",
      ["networkSwarm": .array([["Target": "slipway-network", "Aliases": .array(["other-web-abc123"])]])],
      code: .conflict,
      contains: ["networkSwarm"]),
    update(
      "the host's own network", ["networkSwarm": .array([["Target": "host"]])], code: .badRequest,
      contains: ["networkSwarm"]),
    update(
      "Docker's gateway network", ["networkSwarm": .array([["Target": "docker_gwbridge"]])], code: .badRequest,
      contains: ["networkSwarm"]),
    update(
      "a network without a name", ["networkSwarm": .array([["Aliases": .array(["x"])]])], code: .badRequest,
      contains: ["networkSwarm"]),
    update(
      "a port past the rules of ports",
      ["endpointSpecSwarm": ["Ports": .array([["TargetPort": .integer(80), "PublishedPort": .integer(2375)]])]],
      code: .badRequest, contains: ["endpointSpecSwarm", "port.create"]),
    update(
      "the shared network", ["networkSwarm": .array([["Target": "slipway-network"]])], contains: ["networkSwarm"]),
    update("null clears", ["customGitBranch": .null, "description": .null], contains: [#""customGitBranch":null"#]),
    update("an empty name", ["name": ""], code: .badRequest, contains: ["name"]),
  ]

  @Test(arguments: updates) func `application.update`(scenario: Scenario) async throws {
    #expect(try await scenario.run(on: try await TestCall.make()) == [])
  }

  static let scenarios: [Scenario] = [
    Scenario(
      "created with a name made from what was typed", "application.create",
      contains: [#""appName":"shop-"#, #""applicationStatus":"idle""#, #""replicas":1"#],
      changes: true
    ) { test in
      ["name": "Shop", "appName": "shop", "environmentId": .string(test.acme.environment.id.rawValue)]
    },
    Scenario("an appName that is none", "application.create", code: .badRequest, contains: ["appName"]) { test in
      ["name": "Shop", "appName": "a b;c", "environmentId": .string(test.acme.environment.id.rawValue)]
    },
    Scenario("in somebody else's environment", "application.create", code: .notFound) { test in
      ["name": "Shop", "environmentId": .string(test.other.environment.id.rawValue)]
    },
    Scenario("on a server that there is not", "application.create", code: .notFound, contains: ["Server"]) { test in
      ["name": "Shop", "environmentId": .string(test.acme.environment.id.rawValue), "serverId": "s1"]
    },
    Scenario(
      "one shows the environment and masks passwords", "application.one",
      contains: ["CANARY=acme-environment", Secret.mask, #""hasGitProviderAccess":true"#, #""redirects":["#]
    ) { test in
      ["applicationId": web(test)]
    },
    Scenario(
      "deployed", "application.deploy", as: .role(.member), contains: [#""status":"queued""#, "deploymentId"],
      changes: true
    ) { test in
      ["applicationId": web(test), "title": "By hand"]
    },
    Scenario("rebuilt", "application.redeploy", contains: ["deploymentId"], changes: true) { test in
      ["applicationId": web(test)]
    },
    Scenario("reloaded", "application.reload", contains: ["deploymentId"], changes: true) { test in
      ["applicationId": web(test), "appName": "acme-web-abc123"]
    },
    Scenario("nothing to cancel", "application.cancelDeployment", contains: [#""cancelled":0"#]) { test in
      ["applicationId": web(test)]
    },
    Scenario("git", "application.saveGitProvider", contains: ["true"], changes: true) { test in
      [
        "applicationId": web(test), "customGitUrl": "git@github.com:o/r.git", "customGitBranch": "main",
        "customGitBuildPath": "/", "watchPaths": .null, "customGitSSHKeyId": .string(test.acme.sshKey.id.rawValue),
      ]
    },
    Scenario(
      "git with a field left out", "application.saveGitProvider", code: .badRequest, contains: ["customGitBuildPath"]
    ) { test in
      ["applicationId": web(test), "customGitUrl": .null, "customGitBranch": "main", "watchPaths": .null]
    },
    Scenario("git with somebody else's key", "application.saveGitProvider", code: .notFound, contains: ["SSH key"]) {
      test in
      [
        "applicationId": web(test), "customGitUrl": "git@github.com:o/r.git", "customGitBranch": "main",
        "customGitBuildPath": "/", "watchPaths": .null, "customGitSSHKeyId": .string(test.other.sshKey.id.rawValue),
      ]
    },
    Scenario("docker", "application.saveDockerProvider", contains: ["true"], changes: true) { test in
      [
        "applicationId": web(test), "dockerImage": "nginx:1.27", "username": .null, "password": .null,
        "registryUrl": .null,
      ]
    },
    Scenario("a build type", "application.saveBuildType", contains: ["true"], changes: true) { test in
      [
        "applicationId": web(test), "buildType": "static", "dockerfile": .null, "dockerContextPath": .null,
        "dockerBuildStage": .null, "herokuVersion": .null, "railpackVersion": .null, "publishDirectory": "dist",
      ]
    },
    Scenario(
      "a builder that nobody knows", "application.saveBuildType", code: .badRequest, contains: ["buildType"]
    ) { test in
      [
        "applicationId": web(test), "buildType": "magic", "dockerfile": .null, "dockerContextPath": .null,
        "dockerBuildStage": .null, "herokuVersion": .null, "railpackVersion": .null,
      ]
    },
    Scenario("a builder of a program's own", "application.update", contains: ["true"], changes: true) { test in
      ["applicationId": web(test), "buildType": "railpack", "railpackVersion": "0.15.4"]
    },
    Scenario("moved to somebody else", "application.move", code: .notFound) { test in
      ["applicationId": web(test), "targetEnvironmentId": .string(test.other.environment.id.rawValue)]
    },
    Scenario("deleted", "application.delete", contains: ["acme-web-abc123"], changes: true) { test in
      ["applicationId": web(test)]
    },
    Scenario("disconnected", "application.disconnectGitProvider", contains: ["true"], changes: true) { test in
      ["applicationId": web(test)]
    },
    Scenario(
      "the proxy's file is not taken", "application.updateTraefikConfig", code: .badRequest,
      contains: ["traefikConfig"]
    ) { test in
      ["applicationId": web(test), "traefikConfig": "http: {}"]
    },
    Scenario("the proxy's file of no release", "application.readTraefikConfig", contains: [#""""#]) { test in
      ["applicationId": web(test)]
    },
    Scenario("found", "application.search", contains: [#""total":1"#]) { _ in ["q": "WEB"] },
    Scenario("an injection finds nothing", "application.search", contains: [#""total":0"#]) { _ in ["q": "' OR 1=1--"]
    },
    Scenario("logs of no release", "application.readLogs", contains: [#""""#]) { test in ["applicationId": web(test)]
    },
    Scenario("logs' tail", "application.readLogs", code: .badRequest, contains: ["tail"]) { test in
      ["applicationId": web(test), "tail": .integer(999_999_999)]
    },
    Scenario("logs' since", "application.readLogs", code: .badRequest, contains: ["since"]) { test in
      ["applicationId": web(test), "since": "1h$(id)"]
    },
    Scenario("logs' search", "application.readLogs", code: .badRequest, contains: ["search"]) { test in
      ["applicationId": web(test), "search": "a'b"]
    },
    Scenario("a drop without a file", "application.dropDeployment", code: .badRequest, contains: ["zip"]) { test in
      ["applicationId": web(test)]
    },
    Scenario("history cleared but for what can be gone back to", "application.clearDeployments", contains: ["true"]) {
      test in
      ["applicationId": web(test)]
    },
    Scenario(
      "marked as running without a deployment", "application.markRunning", contains: [#""applicationStatus":"idle""#]
    ) { test in
      ["applicationId": web(test)]
    },
    Scenario("nothing was released", "application.state", contains: [#""service":null"#]) { test in
      ["applicationId": web(test)]
    },
  ]

  @Test(arguments: scenarios) func applications(scenario: Scenario) async throws {
    #expect(try await scenario.run(on: try await TestCall.make()) == [])
  }

  @Test func `a newer deployment supersedes the one that waits, and both are told apart`() async throws {
    let test = try await TestCall.make()
    let input: JSONValue = ["applicationId": Self.web(test)]
    for _ in 0..<3 { _ = await test.answer("application.deploy", input, as: test.acme.caller()) }
    let statuses = try await test.store.read { try $0.deployments.all(of: test.acme.application.id).map(\.status) }
    #expect(statuses == [.queued, .superseded, .superseded, .done])
    _ = await test.answer("application.cleanQueues", input, as: test.acme.caller())
    let cleaned = try await test.store.read { try $0.deployments.all(of: test.acme.application.id).map(\.status) }
    #expect(cleaned == [.cancelled, .superseded, .superseded, .done])
  }

  @Test func `what application.one answers can be sent back and changes nothing`() async throws {
    let test = try await TestCall.make()
    let one = await test.answer("application.one", ["applicationId": Self.web(test)], as: test.acme.caller())
    let before = try await test.rows()
    let answer = await test.answer("application.update", one.body, as: test.acme.caller())
    #expect(answer.isOK, "\(answer.text)")
    #expect(try await test.rows() == before)
  }

  @Test func `only what a deployment would apply counts as a change`() async throws {
    let test = try await TestCall.make()
    let changedAt = { try await test.store.read { try $0.applications.one(test.acme.application.id).changedAt } }
    try await test.store.write { tx in
      var application = try tx.applications.one(test.acme.application.id)
      application.changedAt = application.createdAt.addingTimeInterval(-100)
      try tx.applications.update(application)
    }
    let before = try await changedAt()
    _ = await test.answer(
      "application.update", ["applicationId": Self.web(test), "name": "Other"], as: test.acme.caller())
    #expect(try await changedAt() == before)
    _ = await test.answer(
      "application.update", ["applicationId": Self.web(test), "replicas": .integer(2)], as: test.acme.caller())
    #expect(try await changedAt() == TestCall.now)
  }

  @Test func `a password in the address is taken out and kept apart`() async throws {
    let test = try await TestCall.make()
    let answer = await test.answer(
      "application.update",
      ["applicationId": Self.web(test), "customGitUrl": "https://ann:pa55@git.example.org/o/r.git"],
      as: test.acme.caller())
    #expect(answer.isOK)
    #expect(!answer.text.contains("pa55"))
    let stored = try await test.store.read { try $0.applications.one(test.acme.application.id) }
    #expect(stored.source.customGitUrl == "https://git.example.org/o/r.git")
    #expect(stored.source.customGitUsername == "ann")
    #expect(stored.secrets.gitPassword == Secret("pa55"))
  }

  @Test func `a token as the address's user is a password`() async throws {
    let test = try await TestCall.make()
    let answer = await test.answer(
      "application.update",
      ["applicationId": Self.web(test), "customGitUrl": "https://ghp_abcdef@github.com/o/r.git"],
      as: test.acme.caller())
    #expect(answer.isOK)
    #expect(!answer.text.contains("ghp_abcdef"))
  }

  @Test func `credentials go only to the address that they were saved for`() async throws {
    let test = try await TestCall.make()
    let answer = await test.answer(
      "application.saveGitProvider",
      [
        "applicationId": Self.web(test), "customGitUrl": "https://elsewhere.example.org/o/r.git",
        "customGitBranch": "main", "customGitBuildPath": .null, "watchPaths": .null,
      ], as: test.acme.caller())
    #expect(answer.isOK)
    let secrets = try await test.store.read { try $0.applications.one(test.acme.application.id).secrets }
    #expect(secrets.gitPassword == nil)
  }

  @Test(
    arguments: [
      (["customGitUrl": "https://elsewhere.example.org/o/r.git"], true),
      (["dockerImage": "evil.example.org/acme/web:1"], false),
      (["registryUrl": "evil.example.org"], false),
      (["dockerImage": "evil.example.org/acme/web:1", "password": JSONValue.string(Secret.mask)], false),
    ] as [([String: JSONValue], Bool)])
  func `whichever field changes the address, credentials go only where they were saved for`(
    change: [String: JSONValue], isGit: Bool
  ) async throws {
    let test = try await TestCall.make()
    var fields = change
    fields["applicationId"] = Self.web(test)
    #expect(await test.answer("application.update", .object(fields), as: test.acme.caller()).isOK)
    let secrets = try await test.store.read { try $0.applications.one(test.acme.application.id).secrets }
    #expect((secrets.gitPassword == nil) == isGit)
    #expect((secrets.registryPassword == nil) == !isGit)
  }

  @Test func `a masked password is refused when the image is another registry's`() async throws {
    let test = try await TestCall.make()
    let answer = await test.answer(
      "application.saveDockerProvider",
      [
        "applicationId": Self.web(test), "dockerImage": "evil.example.org/web:1", "username": "ann",
        "password": .string(Secret.mask), "registryUrl": .null,
      ], as: test.acme.caller())
    #expect(answer.code == .badRequest)
    #expect(answer.fields == ["password"])
  }

  @Test func `an uploaded zip is kept for its deployment`() async throws {
    let test = try await TestCall.make()
    let path = try temporaryPath("upload.zip")
    try Data("PK".utf8).write(to: URL(fileURLWithPath: path))
    let answer = await test.answer(
      "application.dropDeployment", ["applicationId": Self.web(test), "dropBuildPath": "site"],
      as: test.acme.caller(), uploads: ["zip": UploadedFile(path: path, fileName: "../../x.zip", size: 2)])
    #expect(answer.isOK, "\(answer.text)")
    let id = ID<Deployment>(answer.body["deploymentId"]?.stringValue ?? "")
    #expect(FileManager.default.fileExists(atPath: test.engine.folders.upload(of: id)))
    let source = try await test.store.read { try $0.applications.one(test.acme.application.id).source }
    #expect(source.sourceType == .drop)
    #expect(source.dropBuildPath == "site")
  }

  @Test func `an upload whose folder leaves the zip is refused and not kept`() async throws {
    let test = try await TestCall.make()
    let path = try temporaryPath("upload.zip")
    try Data("PK".utf8).write(to: URL(fileURLWithPath: path))
    let before = try await test.rows()
    let answer = await test.answer(
      "application.dropDeployment", ["applicationId": Self.web(test), "dropBuildPath": "../x"],
      as: test.acme.caller(), uploads: ["zip": UploadedFile(path: path, fileName: "x.zip", size: 2)])
    #expect(answer.code == .badRequest)
    #expect(answer.fields == ["dropBuildPath"])
    #expect(try await test.rows() == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: test.engine.folders.uploads).isEmpty)
  }
}
