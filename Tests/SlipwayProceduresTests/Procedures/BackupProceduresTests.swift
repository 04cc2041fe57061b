import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayStore
import SlipwayTesting
import Testing

@Suite struct BackupProceduresTests {
  private func destination(_ test: TestCall) async throws -> JSONValue {
    let answer = await test.answer("destination.create", Self.bucket, as: test.acme.caller())
    #expect(answer.isOK, "\(answer.text)")
    return answer.body
  }

  private static let bucket: JSONValue = [
    "name": "Backups", "provider": "Minio", "accessKey": "AKIA", "bucket": "backups", "region": "",
    "endpoint": "https://s3.example.org", "secretAccessKey": "s3-canary", "additionalFlags": [],
  ]

  private func volume(_ test: TestCall, _ destination: JSONValue, _ more: [String: JSONValue] = [:]) -> JSONValue {
    let fields: [String: JSONValue] = [
      "name": "Nightly", "volumeName": "acme-data", "prefix": "/daily/", "cronExpression": "0 3 * * *",
      "destinationId": destination["destinationId"] ?? .null,
      "applicationId": .string(test.acme.application.id.rawValue),
    ]
    return .object(fields.merging(more) { $1 })
  }

  @Test(arguments: ["http://127.0.0.1:9000", "[::1]:9000", "http://169.254.169.254", "localhost:9000"])
  func `a destination that is this machine is refused when it is saved, as when it is tried`(endpoint: String)
    async throws
  {
    let test = try await TestCall.make()
    let made = try await destination(test)
    var fields = Self.bucket.members
    fields["endpoint"] = .string(endpoint)
    fields["secretAccessKey"] = "typed again"
    let created = await test.answer("destination.create", .object(fields), as: test.acme.caller())
    let tried = await test.answer("destination.testConnection", .object(fields), as: test.acme.caller())
    fields["destinationId"] = made["destinationId"]
    let updated = await test.answer("destination.update", .object(fields), as: test.acme.caller())
    for answer in [created, tried, updated] {
      #expect(answer.code == .badRequest && answer.fields == ["endpoint"], "\(answer.message)")
    }
  }

  @Test func `a destination's secrets are in no answer, and its mask keeps them`() async throws {
    let test = try await TestCall.make()
    let made = try await destination(test)
    #expect(made["secretAccessKey"] == .string(Secret.mask))
    var fields = made.members.filter { Self.bucket.members.keys.contains($0.key) }
    fields["destinationId"] = made["destinationId"]
    fields["name"] = "Renamed"
    let updated = await test.answer("destination.update", .object(fields), as: test.acme.caller())
    #expect(updated.body["name"] == "Renamed" && !updated.text.contains("canary"))
    let id = ID<Destination>(try #require(made["destinationId"]?.stringValue))
    let stored = try await test.store.read { try $0.destinations.one(id) }
    #expect(stored.secretAccessKey.reveal() == "s3-canary")
    let all = await test.answer("destination.all", as: test.acme.caller(.member))
    #expect(all.code == .forbidden)
  }

  @Test func `a database is answered with its backups, where they go and what came of them`() async throws {
    let test = try await TestCall.make()
    let postgres = try #require(test.acme.databases.first { $0.settings.engine == .postgres })
    let answer = await test.answer(
      "postgres.one", ["postgresId": .string(postgres.id.rawValue)], as: test.acme.caller(.member))
    let backup = try #require(answer.body["backups"]?.arrayValue?.first)
    #expect(backup["backupId"] == .string(test.acme.backups.database.id.rawValue))
    #expect(backup["destination"]?["destinationId"] == .string(test.acme.backups.destination.id.rawValue))
    #expect(!answer.text.contains("s3-canary"))
  }

  @Test(arguments: [
    "http://127.0.0.1:9", "http://[::1]:9", "http://169.254.169.254/", "http://0.0.0.0:9", "http://:9", "file:///x",
  ])
  func `a test of an address that leads back here sends nothing`(endpoint: String) async throws {
    let host = FakeHost()
    let test = try await TestCall.make(host: host)
    var fields = Self.bucket.members
    fields["endpoint"] = .string(endpoint)
    let answer = await test.answer("destination.testConnection", .object(fields), as: test.acme.caller())
    #expect(answer.code == .badRequest && answer.fields == ["endpoint"], "\(answer.text)")
    #expect(host.commands.isEmpty)
  }

  @Test func `a volume backup is set up, listed and removed with its recurrence`() async throws {
    let test = try await TestCall.make()
    let place = try await destination(test)
    let made = await test.answer("volumeBackups.create", volume(test, place), as: test.acme.caller())
    #expect(made.isOK, "\(made.text)")
    #expect(made.body["prefix"] == "daily" && made.body["serviceType"] == "application")
    #expect(made.body["nextRunAt"]?.stringValue != nil)
    let id = try #require(made.body["volumeBackupId"])
    let listed = await test.answer(
      "volumeBackups.list", ["id": .string(test.acme.application.id.rawValue), "volumeBackupType": "application"],
      as: test.acme.caller(.member))
    #expect(listed.body.arrayValue?.count == 2 && !listed.text.contains("canary") && !listed.text.contains("AKIA"))
    let kept = await test.answer(
      "destination.remove", ["destinationId": place["destinationId"] ?? .null], as: test.acme.caller())
    #expect(kept.code == .conflict)
    let gone = await test.answer("volumeBackups.delete", ["volumeBackupId": id], as: test.acme.caller())
    #expect(gone.isOK)
    #expect(try await test.store.read { try $0.recurrences.earliest() } == nil)
  }

  @Test(arguments: [
    ("cronExpression", "0 0 31 2 *"), ("cronExpression", "nonsense"), ("volumeName", "other-data"),
    ("prefix", "../../etc"), ("timezone", "Mars/Olympus"),
  ])
  func `what cannot work is refused by its field and changes nothing`(field: String, value: String) async throws {
    let test = try await TestCall.make()
    let place = try await destination(test)
    let input = volume(test, place, [field: .string(value)])
    let answer = await test.answer("volumeBackups.create", input, as: test.acme.caller())
    #expect(answer.code == .badRequest && answer.fields == [field], "\(answer.text)")
    #expect(try await test.store.read { try $0.backupPlans.all(in: test.acme.organization.id) }.count == 2)
  }

  @Test func `another organisation's destination does not exist for a backup`() async throws {
    let test = try await TestCall.make()
    let place = try await destination(test)
    var fields = volume(test, place).members
    fields["applicationId"] = .string(test.other.application.id.rawValue)
    fields["volumeName"] = "other-data"
    let answer = await test.answer("volumeBackups.create", .object(fields), as: test.other.caller())
    #expect(answer.code == .notFound)
    #expect(try await test.store.read { try $0.backupPlans.all(in: test.other.organization.id) }.count == 2)
  }

  @Test func `only the owner of the first organisation backs up Slipway itself`() async throws {
    let test = try await TestCall.make()
    let first = try #require(try await test.store.read { try $0.organizations.first() })
    let (owner, stranger) = first.id == test.acme.organization.id ? (test.acme, test.other) : (test.other, test.acme)
    for (tenant, role, isAllowed) in [
      (owner, Member.Role.owner, true), (owner, .admin, false), (stranger, .owner, false),
    ] {
      let place = await test.answer("destination.create", Self.bucket, as: tenant.caller()).body
      let input: JSONValue = [
        "schedule": "0 3 * * *", "prefix": "/", "destinationId": place["destinationId"] ?? .null,
        "database": "dokploy", "databaseType": "web-server",
      ]
      let answer = await test.answer("backup.create", input, as: tenant.caller(role))
      #expect(answer.isOK == isAllowed, "\(role): \(answer.text)")
    }
  }

  private func database(_ test: TestCall, _ engine: Database.Engine) throws -> Database {
    try #require(test.acme.databases.first { $0.settings.engine == engine })
  }

  @Test func `a restore into a new database makes it and has it deployed first, in one transaction`() async throws {
    let test = try await TestCall.make()
    let (original, place) = (try database(test, .postgres), test.acme.backups.destination.id)
    let answer = await test.answer(
      "backup.restoreBackup",
      [
        "databaseId": .string(original.id.rawValue), "databaseType": "postgres", "backupType": "database",
        "databaseName": "sales", "backupFile": "x/daily/y.sql.gz", "destinationId": .string(place.rawValue),
        "newName": " Copy ",
      ], as: test.acme.caller())
    #expect(answer.isOK, "\(answer.text)")
    let run = ID<BackupRun>(try #require(answer.body["deploymentId"]?.stringValue))
    let made = ID<Deployable>(try #require(answer.body["serviceId"]?.stringValue))
    try await test.store.read { tx throws in
      let copy = try tx.databases.one(made)
      #expect(copy.name == "Copy" && copy.environmentID == original.environmentID && copy.id != original.id)
      #expect(copy.settings.databaseName == "sales" && copy.secrets.password == original.secrets.password)
      #expect(try tx.deployments.active(of: made).count == 1)
      #expect(try tx.jobs.active().map(\.kind) == ["deploy", "backup"])
      #expect(try tx.backupRuns.one(run).deployableID == made)
      #expect(try tx.backupRuns.all(of: original.id).isEmpty)
    }
  }

  @Test func `a volume is restored as that of a new database, which is the organisation's`() async throws {
    let test = try await TestCall.make()
    let original = try database(test, .redis)
    try await test.store.write {
      try $0.mounts.insert(
        Mount(
          organizationID: original.organizationID, deployableID: original.id, type: .volume, volumeName: "redis-data",
          mountPath: "/data"))
    }
    let input: [String: JSONValue] = [
      "serviceId": .string(original.id.rawValue), "volumeName": "redis-data", "backupFileName": "x/y.tar",
      "destinationId": .string(test.acme.backups.destination.id.rawValue), "newName": "Copy",
    ]
    let answer = await test.answer("volumeBackups.restore", .object(input), as: test.acme.caller())
    #expect(answer.isOK, "\(answer.text)")
    let run = ID<BackupRun>(try #require(answer.body["deploymentId"]?.stringValue))
    try await test.store.read { tx throws in
      let stored = try tx.backupRuns.one(run)
      let volume = try #require(stored.restore?.volumeName)
      #expect(volume != "redis-data")
      let made = try #require(stored.deployableID)
      #expect(try tx.mounts.all(of: made).map(\.volumeName) == [volume])
      #expect(try tx.volumeClaims.find(volume)?.organizationID == test.acme.organization.id)
    }
  }

  @Test func `only a database is restored into a new one`() async throws {
    let test = try await TestCall.make()
    let before = try await test.rows(of: test.acme)
    let input: JSONValue = [
      "serviceId": .string(test.acme.application.id.rawValue), "volumeName": "acme-data", "backupFileName": "x/y.tar",
      "destinationId": .string(test.acme.backups.destination.id.rawValue), "newName": "Copy",
    ]
    let answer = await test.answer("volumeBackups.restore", input, as: test.acme.caller())
    #expect(answer.code == .badRequest && answer.fields == ["newName"], "\(answer.text)")
    #expect(try await test.rows(of: test.acme) == before)
  }

  @Test func `the runs of a backup are listed as deployments, to whoever may see it`() async throws {
    let test = try await TestCall.make()
    let backups = test.acme.backups
    let input: JSONValue = ["id": .string(backups.volume.id.rawValue), "type": "volumeBackup"]
    let answer = await test.answer("deployment.allByType", input, as: test.acme.caller(.member))
    #expect(answer.isOK, "\(answer.text)")
    let run = try #require(answer.body.arrayValue?.first)
    #expect(run["deploymentId"] == .string(backups.run.id.rawValue) && run["status"] == "done")
    #expect(run["volumeBackupId"] == .string(backups.volume.id.rawValue) && run["backupId"] == .null)
    let empty: JSONValue = ["id": .string(backups.database.id.rawValue), "type": "backup"]
    #expect(await test.answer("deployment.allByType", empty, as: test.acme.caller()).body == [])
    #expect(await test.answer("deployment.allByType", input, as: test.other.caller()).code == .notFound)
    let mixed: JSONValue = ["id": .string(backups.volume.id.rawValue), "type": "backup"]
    #expect(await test.answer("deployment.allByType", mixed, as: test.acme.caller()).code == .notFound)
  }

  /// The input of `backup.create` for a database of a stack.
  private func ofStack(_ test: TestCall, _ more: [String: JSONValue]) -> JSONValue {
    let fields: [String: JSONValue] = [
      "schedule": "0 3 * * *", "prefix": "", "database": "shop", "databaseType": "postgres", "backupType": "compose",
      "destinationId": .string(test.acme.backups.destination.id.rawValue),
      "composeId": .string(test.acme.stack.id.rawValue), "serviceName": "db",
    ]
    return .object(fields.merging(more) { $1 })
  }

  @Test(arguments: [("drillSchedule", "0 5 * * 0"), ("databaseType", "libsql")])
  func `what could never succeed of a stack is not set up`(field: String, value: String) async throws {
    let test = try await TestCall.make()
    let answer = await test.answer("backup.create", ofStack(test, [field: .string(value)]), as: test.acme.caller())
    #expect(answer.code == .badRequest && answer.fields == [field], "\(answer.text)")
    #expect(await test.answer("backup.create", ofStack(test, [:]), as: test.acme.caller()).isOK)
  }

  @Test(arguments: [("database", "other"), ("serviceName", "other"), ("drillSchedule", "0 5 * * 0")])
  func `a backup stays with what it backs up`(field: String, value: String) async throws {
    let test = try await TestCall.make()
    let made = await test.answer("backup.create", ofStack(test, [:]), as: test.acme.caller())
    var fields = ofStack(
      test,
      [
        "backupId": made.body["backupId"] ?? .null, "schedule": "0 4 * * *", "enabled": true,
        "keepLatestCount": .null, "metadata": .null,
      ]
    ).members
    for name in ["backupType", "composeId"] { fields[name] = nil }
    let same = await test.answer("backup.update", .object(fields), as: test.acme.caller())
    #expect(same.isOK && same.body["schedule"] == "0 4 * * *", "\(same.text)")
    fields[field] = .string(value)
    let answer = await test.answer("backup.update", .object(fields), as: test.acme.caller())
    #expect(answer.code == .badRequest && answer.fields == [field], "\(answer.text)")
  }

  @Test func `a volume backup stays with its volume`() async throws {
    let test = try await TestCall.make()
    let id = test.acme.backups.volume.id
    try await test.store.write {
      try $0.mounts.insert(
        Mount(
          organizationID: test.acme.organization.id, deployableID: test.acme.application.id, type: .volume,
          volumeName: "acme-second", mountPath: "/second"))
    }
    let place = try await destination(test)
    let input = volume(test, place, ["volumeBackupId": .string(id.rawValue), "volumeName": "acme-second"])
    let answer = await test.answer("volumeBackups.update", input, as: test.acme.caller())
    #expect(answer.code == .badRequest && answer.fields == ["volumeName"], "\(answer.text)")
  }

  @Test func `each kind of backup is made by its published name only`() async throws {
    let test = try await TestCall.make()
    let made = await test.answer("backup.create", ofStack(test, [:]), as: test.acme.caller())
    let input: JSONValue = ["backupId": made.body["backupId"] ?? .null, "wait": false]
    for name in ["Postgres", "MySql", "Mariadb", "Mongo", "Libsql", "WebServer"] {
      let answer = await test.answer("backup.manualBackup" + name, input, as: test.acme.caller())
      #expect(answer.code == .badRequest, "\(name): \(answer.text)")
    }
    #expect(await test.answer("backup.manualBackupCompose", input, as: test.acme.caller()).isOK)
  }
}
