import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

/// What is made in one step: whole or not at all.
@Suite struct CreateWholeTests {
  private static func create(
    _ name: String, _ procedure: String, _ fields: JSONValue, as who: Scenario.Who = .role(.owner),
    code: SlipwayError.Code? = nil, contains: [String] = []
  ) -> Scenario {
    Scenario(name, procedure, as: who, code: code, contains: contains, changes: code == nil) { test in
      let standard: [String: JSONValue] = ["environmentId": .string(test.acme.environment.id.rawValue)]
      return .object(standard.merging(fields.members) { $1 })
    }
  }

  private static func stack(
    _ name: String, _ fields: JSONValue, as who: Scenario.Who = .role(.owner), code: SlipwayError.Code? = nil,
    contains: [String] = []
  ) -> Scenario {
    let named: [String: JSONValue] = ["name": "Shop"]
    return create(
      name, "compose.createWithSource", .object(named.merging(fields.members) { $1 }), as: who, code: code,
      contains: contains)
  }

  private static let file: JSONValue = "services: {web: {image: nginx}}"

  static let scenarios: [Scenario] = [
    stack(
      "a typed file that is not deployed", ["sourceType": "raw", "composeFile": file],
      contains: [#""deploymentId":null"#]),
    stack("a stack without a file yet", ["sourceType": "raw"], contains: ["composeId"]),
    stack(
      "a repository", ["sourceType": "git", "customGitUrl": "https://git.test/a.git", "composePath": "a/b.yml"],
      contains: ["composeId"]),
    stack(
      "nothing deployed", ["sourceType": "raw", "deploy": .bool(true)], code: .badRequest, contains: ["composeFile"]),
    stack(
      "all that is missing", ["name": " ", "sourceType": "git"], code: .badRequest,
      contains: ["name", "customGitUrl"]),
    stack(
      "a path that leads out",
      ["sourceType": "git", "customGitUrl": "https://git.test/a.git", "composePath": "../x", "deploy": .bool(true)],
      code: .badRequest, contains: ["composePath"]),
    stack("a file that is none", ["sourceType": "raw", "composeFile": "a: ["], code: .badRequest),
    stack("a source that is not there yet", ["sourceType": "github"], code: .badRequest, contains: ["sourceType"]),
    stack(
      "what asks for the server, by an admin",
      ["sourceType": "raw", "composeFile": "services: {a: {image: x, privileged: true}}", "deploy": .bool(true)],
      as: .role(.admin), code: .forbidden, contains: ["privileged"]),
    stack("by a member", ["sourceType": "raw"], as: .role(.member), code: .forbidden),
    stack("in somebody else's environment", ["sourceType": "raw"], as: .foreigner, code: .notFound),

    create("of a template", "compose.createFromTemplate", ["id": "static-site"], contains: [#""deploymentId":null"#]),
    create(
      "of an export", "compose.createFromTemplate", ["name": "Blog", "base64": TemplateProceduresTests.exported()],
      contains: ["composeId"]),
    create("of nothing", "compose.createFromTemplate", [:], code: .badRequest, contains: ["name", "base64"]),
    create("of no template", "compose.createFromTemplate", ["id": "none"], code: .notFound),
    create(
      "of an export with a domain of no service", "compose.createFromTemplate",
      [
        "name": "Blog", "deploy": .bool(true),
        "base64": TemplateProceduresTests.exported(
          "services: {web: {image: x}}", "[[config.domains]]\nserviceName = \"api\"\nport = 1"),
      ], code: .badRequest),

    create(
      "a database", "database.create",
      ["engine": "postgres", "name": "Main", "databaseName": "app", "databaseUser": "app"],
      contains: [#""deploymentId":null"#, #""runId":null"#]),
    create(
      "a database of a name only", "database.create", ["engine": "mysql", "name": "Main"], contains: ["databaseId"]),
    create(
      "a database of no image", "database.create",
      [
        "engine": "postgres", "name": "Main", "dockerImage": "NOT AN IMAGE", "databaseName": "app",
        "databaseUser": "app",
      ],
      code: .badRequest, contains: ["dockerImage"]),
    create(
      "a database with a root password that is none", "database.create",
      [
        "engine": "mariadb", "name": "Main", "databaseName": "app", "databaseUser": "app",
        "databaseRootPassword": "a\nb",
      ],
      code: .badRequest, contains: ["databaseRootPassword"]),
    create(
      "a database filled from nowhere", "database.create",
      [
        "engine": "postgres", "name": "Main", "databaseName": "app", "databaseUser": "app",
        "backupFile": "a/b.sql.gz",
      ],
      code: .badRequest, contains: ["destinationId"]),
    create(
      "a database filled from a file that is none", "database.create",
      ["engine": "postgres", "name": "Main", "databaseName": "app", "databaseUser": "app", "backupFile": "../x"],
      code: .badRequest, contains: ["backupFile"]),
  ]

  @Test(arguments: scenarios) func `what is made in one step is made whole or not at all`(scenario: Scenario)
    async throws
  {
    let test = try await TestCall.make()
    #expect(try await scenario.run(on: test) == [])
  }

  @Test func `a new stack and its first deployment are one transaction`() async throws {
    let test = try await TestCall.make()
    let answer = await test.answer(
      "compose.createWithSource",
      [
        "name": "Shop", "environmentId": .string(test.acme.environment.id.rawValue), "sourceType": "git",
        "customGitUrl": "https://anna:s3cret@git.test/a.git", "deploy": .bool(true),
      ], as: test.acme.caller())
    let id = ID<Deployable>(answer.body["composeId"]?.stringValue ?? "")
    let deployment = ID<Deployment>(answer.body["deploymentId"]?.stringValue ?? "")
    try await test.store.read { tx in
      let stored = try tx.composeStacks.one(id)
      #expect(stored.source.customGitUrl == "https://git.test/a.git")
      #expect(stored.secrets.gitPassword == Secret("s3cret"))
      #expect(try tx.deployments.one(deployment).deployableID == id)
      #expect(try tx.jobs.find(ID(deployment.rawValue)) != nil)
    }
  }

  @Test(arguments: ["dump.sql.gz", "volume.tar"])
  func `a new database, its deployment and its restore are one transaction`(file: String) async throws {
    let test = try await TestCall.make()
    let answer = await test.answer(
      "database.create",
      [
        "engine": "postgres", "name": "Main", "environmentId": .string(test.acme.environment.id.rawValue),
        "databaseName": "sales", "databaseUser": "app", "backupFile": .string("x/daily/\(file)"),
        "destinationId": .string(test.acme.backups.destination.id.rawValue),
      ], as: test.acme.caller())
    #expect(answer.isOK, "\(answer.text)")
    let id = ID<Deployable>(answer.body["databaseId"]?.stringValue ?? "")
    let run = ID<BackupRun>(answer.body["runId"]?.stringValue ?? "")
    try await test.store.read { tx in
      let stored = try tx.backupRuns.one(run)
      #expect(stored.deployableID == id)
      let volumes = try tx.mounts.all(of: id).compactMap(\.volumeName)
      #expect(stored.restore?.volumeName == (file.hasSuffix(".tar") ? volumes.first : nil))
      #expect(stored.restore?.databaseName == (file.hasSuffix(".tar") ? nil : "sales"))
      #expect(try tx.jobs.active().map(\.kind) == ["deploy", "backup"])
    }
    let member = await test.answer(
      "database.create",
      [
        "engine": "postgres", "name": "Other", "environmentId": .string(test.acme.environment.id.rawValue),
        "databaseName": "sales", "databaseUser": "app", "backupFile": "x/y.sql.gz",
        "destinationId": .string(test.acme.backups.destination.id.rawValue),
      ], as: test.acme.caller(.member))
    #expect(member.code == .forbidden)
  }

  @Test func `containers are made anew by Docker Compose only`() async throws {
    let test = try await TestCall.make()
    let input: JSONValue = [
      "composeId": .string(test.acme.stack.id.rawValue), "composeType": "stack", "command": "--force-recreate",
    ]
    let refused = await test.answer("compose.update", input, as: test.acme.caller())
    #expect(refused.code == .badRequest && refused.fields == ["command"], "\(refused.text)")
  }
}
