import SlipwayCore
import SlipwayEngine
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

@Suite struct DatabaseProceduresTests {
  private static func create(
    _ name: String, _ fields: JSONValue, code: SlipwayError.Code? = nil, contains: [String] = []
  ) -> Scenario {
    let usual: [String: JSONValue] = [
      "name": "main", "databaseName": "shop", "databaseUser": "anna", "databasePassword": "s3cret",
    ]
    return Scenario(name, "postgres.create", code: code, contains: contains, changes: code == nil) { test in
      let environment: JSONValue = .string(test.acme.environment.id.rawValue)
      return .object(usual.merging(fields.members) { $1 }.merging(["environmentId": environment]) { $1 })
    }
  }

  private static func update(
    _ name: String, _ fields: JSONValue, of engine: Database.Engine = .postgres, code: SlipwayError.Code? = nil,
    contains: [String] = []
  ) -> Scenario {
    Scenario(name, "\(engine).update", code: code, contains: contains, changes: code == nil) { test in
      .object(fields.members.merging(["\(engine)Id": id(engine, test)]) { $1 })
    }
  }

  private static func id(_ engine: Database.Engine, _ test: TestCall) -> JSONValue {
    .string(test.acme.databases.first { $0.settings.engine == engine }?.id.rawValue ?? "")
  }

  static let scenarios: [Scenario] = [
    create("a database with the usual image", [:], contains: ["\"dockerImage\":\"postgres:18\"", Secret.mask]),
    create("a name for a shell", ["databaseName": "a$(touch /tmp/x)"], code: .badRequest, contains: ["databaseName"]),
    create(
      "a user with quotes", ["databaseUser": "u\"; DROP ROLE x; --"], code: .badRequest, contains: ["databaseUser"]),
    create("a password with a quote", ["databasePassword": "a'b"], code: .badRequest, contains: ["databasePassword"]),
    create(
      "an image that is an option", ["dockerImage": "--privileged"], code: .badRequest, contains: ["dockerImage"]),
    create(
      "another engine's image", ["dockerImage": "mariadb:10.11"], code: .badRequest,
      contains: ["dockerImage", "MariaDB"]),
    create("an image of one's own", ["dockerImage": "registry.example.org/acme/pgvector:17"]),
    update(
      "another engine's image", ["dockerImage": "docker.io/library/mysql:8"], code: .badRequest,
      contains: ["dockerImage", "MySQL"]),
    create("a server that there is not", ["serverId": "srv"], code: .notFound, contains: ["Server"]),
    create("a volume that was left", ["volumeName": "left-data"]),
    create("a volume of another service", ["volumeName": "acme-data"], code: .badRequest, contains: ["volumeName"]),
    create("a volume of somebody else's", ["volumeName": "other-data"], code: .badRequest, contains: ["volumeName"]),
    create("a volume that is an option", ["volumeName": "--driver"], code: .badRequest, contains: ["volumeName"]),
    update("a name", ["name": "Other"], contains: ["Other"]),
    update(
      "an image whose data is elsewhere", ["dockerImage": "postgres:18"], code: .badRequest, contains: ["dockerImage"]
    ),
    update("two replicas", ["replicas": 2], code: .badRequest, contains: ["replicas"]),
    update("a global mode", ["modeSwarm": ["Global": [:]]], code: .badRequest, contains: ["modeSwarm"]),
    update(
      "both at once", ["updateConfigSwarm": ["Parallelism": 1, "Order": "start-first"]], code: .badRequest,
      contains: ["updateConfigSwarm"]),
    update("a status", ["applicationStatus": "done"], code: .badRequest, contains: ["applicationStatus"]),
    update("networks of later", ["networkIds": ["n"]], code: .badRequest, contains: ["networkIds"]),
    update("an application's port", ["externalPort": 20_001], code: .conflict, contains: ["externalPort"]),
    update("no port", ["externalPort": 70_000], code: .badRequest, contains: ["externalPort"]),
    update("one port twice", ["externalPort": 27_001, "externalGRPCPort": 27_001], of: .libsql, code: .badRequest),
    Scenario("another engine's database", "mysql.one", code: .notFound) { ["mysqlId": id(.postgres, $0)] },
    Scenario("a database as an application", "application.one", code: .notFound) {
      ["applicationId": id(.postgres, $0)]
    },
    Scenario("a password of a server that does not run", "postgres.changePassword", code: .preconditionFailed) {
      ["postgresId": id(.postgres, $0), "password": "next"]
    },
    Scenario("a root that PostgreSQL does not have", "postgres.changePassword", code: .badRequest, contains: ["type"])
    {
      ["postgresId": id(.postgres, $0), "password": "next", "type": "root"]
    },
    Scenario("a reload of nothing", "redis.reload", code: .preconditionFailed) {
      ["redisId": id(.redis, $0), "appName": "x"]
    },
    Scenario("a mount", "mounts.create", contains: ["\"serviceType\":\"redis\"", "redisId"], changes: true) {
      [
        "serviceId": id(.redis, $0), "serviceType": "redis", "type": "volume", "volumeName": "more",
        "mountPath": "/m",
      ]
    },
    Scenario("a mount under another kind's name", "mounts.create", code: .badRequest, contains: ["serviceType"]) {
      [
        "serviceId": id(.redis, $0), "serviceType": "mysql", "type": "volume", "volumeName": "more",
        "mountPath": "/m",
      ]
    },
    Scenario("the list of its environment", "environment.one", contains: ["acme redis", "redisId"]) {
      ["environmentId": .string($0.acme.environment.id.rawValue)]
    },
    Scenario("all projects", "project.all", contains: ["acme libsql", "libsqlId"]),
    Scenario("a search", "mongo.search", contains: ["\"total\":1", "acme mongo"]) { _ in ["q": "mongo"] },
    Scenario("counts", "project.homeStats", contains: ["\"databases\":6", "\"applications\":1"]),
  ]

  @Test(arguments: scenarios)
  func `Each call answers as it must`(_ scenario: Scenario) async throws {
    let test = try await TestCall.make()
    let problems = try await scenario.run(on: test)
    #expect(problems == [], "\(scenario.name)")
  }

  @Test func `A blank password is made up, of 32 letters and digits`() async throws {
    let test = try await TestCall.make()
    let made = await test.answer(
      "redis.create",
      ["name": "cache", "databasePassword": "", "environmentId": .string(test.acme.environment.id.rawValue)],
      as: test.acme.caller())
    let id = try #require(made.body["redisId"])
    let one = await test.answer("redis.one", ["redisId": id], as: test.acme.caller())
    let password = try #require(one.body["databasePassword"]?.stringValue)
    #expect(password.count == 32 && password.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
    #expect(one.body["mounts"]?.arrayValue?.first?["mountPath"] == "/data")
    let url = one.body["internalUrl"]?.stringValue
    #expect(url?.hasPrefix("redis://default:\(password)@cache-") == true || url?.contains(password) == true)
  }

  @Test func `A new database on a left volume takes what is not typed from the one that left it`() async throws {
    let test = try await TestCall.make()
    let usual: [String: JSONValue] = ["name": "main", "environmentId": .string(test.acme.environment.id.rawValue)]
    func create(_ more: [String: JSONValue]) async -> TestCall.Answer {
      await test.answer("database.create", .object(usual.merging(more) { $1 }), as: test.acme.caller())
    }
    let made = await create([
      "engine": "postgres", "dockerImage": "postgres:15", "databaseName": "shop", "databaseUser": "anna",
      "databasePassword": "s3cret-words",
    ])
    let first = ID<Deployable>(try #require(made.body["databaseId"]?.stringValue, "\(made.text)"))
    let volume = try await test.store.write { tx in
      let volume = try tx.mounts.all(of: first).compactMap(\.volumeName).first ?? ""
      try LeftData.remember(tx.deployables.one(first), gone: [], tx)
      try tx.databases.delete(first)
      return volume
    }
    let other = await create([
      "engine": "mysql", "volumeName": .string(volume), "databaseName": "shop", "databaseUser": "anna",
    ])
    #expect(other.code == .badRequest && other.fields == ["volumeName"], "\(other.text)")
    #expect(other.message.contains("PostgreSQL database 'main'"))
    let again = await create(["engine": "postgres", "volumeName": .string(volume)])
    let second = ID<Deployable>(try #require(again.body["databaseId"]?.stringValue, "\(again.text)"))
    let organization = test.acme.organization.id
    try await test.store.read { tx throws in
      let stored = try tx.databases.one(second)
      #expect(stored.settings.dockerImage == "postgres:15" && stored.settings.databaseName == "shop")
      #expect(stored.settings.databaseUser == "anna" && stored.secrets.password.reveal() == "s3cret-words")
      #expect(try tx.volumeClaims.held(volume, of: organization) == nil)
    }
  }

  @Test func `What a deleted volume held is not kept`() async throws {
    let test = try await TestCall.make()
    let database = try #require(test.acme.databases.first { $0.settings.engine == .redis })
    let organization = database.organizationID
    try await test.store.write { tx throws in
      try tx.mounts.insert(
        Mount(
          organizationID: organization, deployableID: database.id, type: .volume, volumeName: "acme-held",
          mountPath: "/data"))
      try tx.volumeClaims.claim("acme-held", for: organization)
      try LeftData.remember(database.deployable, gone: [], tx)
      #expect(try tx.volumeClaims.held("acme-held", of: organization)?.name == database.name)
      try LeftData.remember(database.deployable, gone: ["acme-held"], tx)
      #expect(try tx.volumeClaims.held("acme-held", of: organization) == nil)
      try LeftData.remember(database.deployable, gone: [], tx)
      try tx.volumeClaims.claim("acme-held", for: test.other.organization.id, isAdopted: true)
      #expect(try tx.volumeClaims.held("acme-held", of: test.other.organization.id) == nil)
    }
  }

  @Test func `A deleted database takes its volumes along only when that is said`() async throws {
    for (said, volumes) in [(JSONValue.null, [String]()), (.bool(true), ["acme-volume"])] {
      let test = try await TestCall.make()
      let database = try #require(test.acme.databases.first { $0.settings.engine == .redis })
      try await test.engine.store.write {
        try $0.mounts.insert(
          Mount(
            organizationID: database.organizationID, deployableID: database.id, type: .volume,
            volumeName: "acme-volume", mountPath: "/data"))
      }
      let input: JSONValue = .object(["redisId": .string(database.id.rawValue), "deleteVolumes": said])
      let call = Task { await test.answer("redis.remove", input, as: test.acme.caller()) }
      try await eventually("the removal is queued", within: .seconds(10)) {
        try await test.engine.store.read { try $0.databases.find(database.id) } == nil
      }
      let jobs = try await test.engine.store.read { try $0.jobs.active().filter { $0.kind == RemoveJob.kind } }
      #expect(jobs.contains { $0.arguments.contains("acme-volume") } == !volumes.isEmpty)
      try await test.engine.store.write { tx in for job in jobs { try tx.jobs.delete(job.id) } }
      #expect(await call.value.isOK)
    }
  }
}
