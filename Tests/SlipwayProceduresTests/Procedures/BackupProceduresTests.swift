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

  @Test(arguments: [
    "http://127.0.0.1:9", "http://[::1]:9", "http://169.254.169.254/", "http://0.0.0.0:9", "file:///x",
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
}
