import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayStore
import SlipwayTesting
import Testing

@Suite struct ScheduleProceduresTests {
  private func fields(_ test: TestCall, _ more: [String: JSONValue] = [:]) -> JSONValue {
    let fields: [String: JSONValue] = [
      "name": "Clean up", "cronExpression": "0 3 * * *", "command": "bin/clean && echo done",
      "applicationId": .string(test.acme.application.id.rawValue),
    ]
    return .object(fields.merging(more) { $1 }.filter { $0.value != "‹out›" })
  }

  private func panel(_ test: TestCall) -> JSONValue {
    fields(test, ["applicationId": "‹out›", "scheduleType": "dokploy-server"])
  }

  @Test func `a schedule is made, listed, changed and deleted with its recurrence`() async throws {
    let test = try await TestCall.make()
    let made = await test.answer(
      "schedule.create", fields(test, ["timezone": "Europe/Berlin", "shellType": "sh"]), as: test.acme.caller())
    #expect(made.isOK, "\(made.text)")
    #expect(made.body["scheduleType"] == "application" && made.body["shellType"] == "sh")
    #expect(made.body["application"]?["applicationId"] == .string(test.acme.application.id.rawValue))
    #expect(made.body["nextRuns"]?.arrayValue?.count == 3)
    let id = try #require(made.body["scheduleId"])
    let list: JSONValue = ["id": .string(test.acme.application.id.rawValue), "scheduleType": "application"]
    let listed = await test.answer("schedule.list", list, as: test.acme.caller(.member))
    #expect(listed.body.arrayValue?.count == 2)
    let off = await test.answer(
      "schedule.update", fields(test, ["scheduleId": id, "enabled": .bool(false)]), as: test.acme.caller())
    #expect(
      off.body["nextRuns"]?.arrayValue?.isEmpty == true && off.body["timezone"] == "Europe/Berlin", "\(off.text)")
    #expect(off.body["shellType"] == "sh")
    let gone = await test.answer("schedule.delete", ["scheduleId": id], as: test.acme.caller())
    #expect(gone.isOK)
    let one = await test.answer("schedule.one", ["scheduleId": id], as: test.acme.caller())
    #expect(one.code == .notFound)
    let left = try await test.store.read { tx in
      try tx.recurrences.find(kind: ScheduleRecurrence.name, subject: id.stringValue ?? "")
    }
    #expect(left == nil)
  }

  @Test(arguments: [
    ("cronExpression", "0 0 31 2 *"), ("cronExpression", "nonsense"), ("timezone", "Mars/Olympus"), ("name", " "),
    ("command", " "),
  ])
  func `what cannot work is refused by its field and changes nothing`(field: String, value: String) async throws {
    let test = try await TestCall.make()
    let before = try await test.rows()
    let answer = await test.answer(
      "schedule.create", fields(test, [field: .string(value)]), as: test.acme.caller())
    #expect(answer.code == .badRequest && answer.fields == [field], "\(answer.text)")
    #expect(try await test.rows() == before)
  }

  @Test(arguments: [("timeout", 0), ("timeout", 604_801), ("retries", 11), ("retries", -1), ("retryDelay", 3601)])
  func `limits are kept`(field: String, value: Int) async throws {
    let test = try await TestCall.make()
    let answer = await test.answer(
      "schedule.create", fields(test, [field: .integer(value)]), as: test.acme.caller())
    #expect(answer.code == .badRequest && answer.fields == [field], "\(answer.text)")
  }

  @Test func `words without a shell must be words, and take no script`() async throws {
    let test = try await TestCall.make()
    for (more, field) in [
      (["shellType": "none", "command": "echo 'open"] as [String: JSONValue], "command"),
      (["shellType": "none", "script": "echo"], "script"),
    ] {
      let answer = await test.answer("schedule.create", fields(test, more), as: test.acme.caller())
      #expect(answer.code == .badRequest && answer.fields == [field], "\(answer.text)")
    }
  }

  @Test func `exactly one service is named, and of a stack one of its services`() async throws {
    let test = try await TestCall.make()
    let stack = JSONValue.string(test.acme.stack.id.rawValue)
    let both = await test.answer("schedule.create", fields(test, ["composeId": stack]), as: test.acme.caller())
    #expect(both.code == .badRequest, "\(both.text)")
    let of: [String: JSONValue] = ["applicationId": "‹out›", "composeId": stack, "scheduleType": "compose"]
    let none = await test.answer("schedule.create", fields(test, of), as: test.acme.caller())
    #expect(none.code == .badRequest && none.fields == ["serviceName"])
    let made = await test.answer(
      "schedule.create", fields(test, of.merging(["serviceName": "web"]) { $1 }), as: test.acme.caller())
    #expect(made.isOK && made.body["compose"]?["composeId"] == stack && made.body["serviceName"] == "web")
    let database = JSONValue.string(test.acme.databases[0].id.rawValue)
    let inside = await test.answer(
      "schedule.create",
      fields(test, ["applicationId": "‹out›", "databaseId": database, "scheduleType": "database"]),
      as: test.acme.caller())
    #expect(inside.isOK && inside.body["databaseId"] == database, "\(inside.text)")
  }

  @Test func `a schedule stays where it runs`() async throws {
    let test = try await TestCall.make()
    let id = JSONValue.string(test.acme.schedules.schedule.id.rawValue)
    let answer = await test.answer(
      "schedule.update",
      fields(
        test,
        [
          "scheduleId": id, "applicationId": "‹out›", "composeId": .string(test.acme.stack.id.rawValue),
          "scheduleType": "compose",
        ]), as: test.acme.caller())
    #expect(answer.code == .badRequest && answer.fields == ["scheduleType"], "\(answer.text)")
  }

  @Test func `jobs of the server are its owner's only, whatever else stands in the input`() async throws {
    let test = try await TestCall.make()
    let before = try await test.rows()
    for type in ["dokploy-server", "server"] {
      for more in [[:], ["applicationId": .string(test.acme.application.id.rawValue)]] as [[String: JSONValue]] {
        let input = fields(
          test, ["applicationId": "‹out›", "scheduleType": .string(type)].merging(more) { $1 })
        let answer = await test.answer("schedule.create", input, as: test.acme.caller(.member))
        #expect(answer.code == .forbidden, "\(answer.text)")
      }
    }
    for caller in [test.acme.caller(.admin), test.other.caller()] {
      let answer = await test.answer("schedule.create", panel(test), as: caller)
      #expect(answer.code == .forbidden, "\(answer.text)")
    }
    #expect(try await test.rows() == before)
    let remote = await test.answer(
      "schedule.create", fields(test, ["applicationId": "‹out›", "scheduleType": "server"]), as: test.acme.caller())
    #expect(remote.code == .badRequest && remote.fields == ["serverId"], "\(remote.text)")
  }

  @Test func `what runs on a server is its organization's, stays there and goes with it`() async throws {
    let test = try await TestCall.make()
    let server = JSONValue.string(test.acme.server.id.rawValue)
    let input = { (more: [String: JSONValue]) in
      fields(test, ["applicationId": "‹out›", "scheduleType": "server", "serverId": server].merging(more) { $1 })
    }
    #expect(await test.answer("schedule.create", input([:]), as: test.acme.caller(.member)).code == .forbidden)
    #expect(await test.answer("schedule.create", input([:]), as: test.other.caller()).code == .notFound)
    let both = await test.answer(
      "schedule.create", input(["applicationId": .string(test.acme.application.id.rawValue)]), as: test.acme.caller())
    #expect(both.code == .badRequest && both.fields == ["serverId"], "\(both.text)")
    let made = await test.answer("schedule.create", input([:]), as: test.acme.caller(.admin))
    #expect(made.body["scheduleType"] == "server" && made.body["serverId"] == server, "\(made.text)")
    #expect(made.body["server"]?["name"] == "acme server" && made.body["organizationId"] == .null)
    let id = try #require(made.body["scheduleId"])
    let list: JSONValue = ["id": server, "scheduleType": "server"]
    #expect(await test.answer("schedule.list", list, as: test.acme.caller(.admin)).body.arrayValue?.count == 1)
    #expect(await test.answer("schedule.list", list, as: test.other.caller()).code == .notFound)
    let moved = await test.answer(
      "schedule.update", fields(test, ["scheduleId": id]), as: test.acme.caller())
    #expect(moved.code == .badRequest && moved.fields == ["scheduleType"], "\(moved.text)")
    let changed = await test.answer(
      "schedule.update", input(["scheduleId": id, "name": "Other"]), as: test.acme.caller())
    #expect(changed.body["name"] == "Other", "\(changed.text)")
    let run = await test.answer(
      "schedule.runManually", ["scheduleId": id, "wait": .bool(false)], as: test.acme.caller(.admin))
    #expect(run.body["serverId"] == server, "\(run.text)")
    let runID = run.body["deploymentId"] ?? .null
    // A member reads neither the commands that run on a server nor what they wrote.
    for (name, input) in [
      ("schedule.list", list), ("schedule.one", ["scheduleId": id]), ("schedule.run", ["runId": runID]),
      ("deployment.readLogs", ["deploymentId": runID]), ("deployment.allByType", ["id": id, "type": "schedule"]),
    ] as [(String, JSONValue)] {
      let answer = await test.answer(name, input, as: test.acme.caller(.member))
      #expect(answer.code == .forbidden, "\(name): \(answer.text)")
    }
    let all = await test.answer("schedule.all", as: test.acme.caller(.member))
    #expect(all.body["schedules"]?.arrayValue?.contains { $0["scheduleId"] == id } == false, "\(all.text)")
    #expect(await test.answer("server.remove", ["serverId": server], as: test.acme.caller()).isOK)
    #expect(await test.answer("schedule.one", ["scheduleId": id], as: test.acme.caller()).code == .notFound)
    let left = try await test.store.read { tx in
      try tx.recurrences.find(kind: ScheduleRecurrence.name, subject: id.stringValue ?? "")
    }
    #expect(left == nil)
  }

  @Test func `nobody else sees, runs, changes or deletes a job of the server, or reads what it wrote`() async throws {
    let test = try await TestCall.make()
    let made = await test.answer("schedule.create", panel(test), as: test.acme.caller())
    #expect(made.isOK && made.body["scheduleType"] == "dokploy-server", "\(made.text)")
    let id = try #require(made.body["scheduleId"])
    let run = await test.answer(
      "schedule.runManually", ["scheduleId": id, "wait": .bool(false)], as: test.acme.caller())
    let runID = try #require(run.body["deploymentId"])
    let inputs: [(String, JSONValue)] = [
      ("schedule.one", ["scheduleId": id]), ("schedule.delete", ["scheduleId": id]),
      ("schedule.runManually", ["scheduleId": id, "wait": .bool(false)]), ("schedule.run", ["runId": runID]),
      ("schedule.cancelRun", ["runId": runID]), ("deployment.readLogs", ["deploymentId": runID]),
      ("deployment.killProcess", ["deploymentId": runID]), ("deployment.allByType", ["id": id, "type": "schedule"]),
      ("schedule.list", ["id": "", "scheduleType": "dokploy-server"]),
      ("schedule.update", fields(test, ["scheduleId": id, "applicationId": "‹out›"])),
    ]
    for (name, input) in inputs {
      let answer = await test.answer(name, input, as: test.acme.caller(.admin))
      #expect(answer.code == .forbidden, "\(name): \(answer.text)")
    }
    let all = await test.answer("schedule.all", as: test.acme.caller(.admin))
    #expect(all.body["schedules"]?.arrayValue?.count == 1)
    let whole = await test.answer("schedule.all", as: test.acme.caller())
    #expect(whole.body["schedules"]?.arrayValue?.count == 2 && whole.body["ownsServer"] == .bool(true))
    #expect(whole.body["chores"]?.arrayValue?.isEmpty == true)
  }

  @Test func `runs are found as published clients look for them, and one is cancelled so`() async throws {
    let test = try await TestCall.make()
    let id = JSONValue.string(test.acme.schedules.schedule.id.rawValue)
    let run = await test.answer(
      "schedule.runManually", ["scheduleId": id, "wait": .bool(false)], as: test.acme.caller())
    #expect(run.body["status"] == "running" && run.body["state"] == "queued", "\(run.text)")
    let again = await test.answer(
      "schedule.runManually", ["scheduleId": id, "wait": .bool(false)], as: test.acme.caller())
    #expect(again.code == .conflict)
    let listed = await test.answer(
      "deployment.allByType", ["id": id, "type": "schedule"], as: test.acme.caller(.member))
    #expect(listed.body.arrayValue?.count == 2 && listed.body.arrayValue?.first?["scheduleId"] == id)
    let killed = await test.answer(
      "deployment.killProcess", ["deploymentId": run.body["deploymentId"] ?? .null], as: test.acme.caller())
    #expect(killed.isOK, "\(killed.text)")
    let one = await test.answer("schedule.run", ["runId": run.body["deploymentId"] ?? .null], as: test.acme.caller())
    #expect(one.body["state"] == "cancelled" && one.body["schedule"]?["scheduleId"] == id)
    let log = await test.answer(
      "deployment.readLogs", ["deploymentId": run.body["deploymentId"] ?? .null], as: test.acme.caller())
    #expect(log.isOK)
  }

  @Test func `a deleted service takes its schedules and their recurrences with it`() async throws {
    let test = try await TestCall.make()
    let made = await test.answer("schedule.create", fields(test), as: test.acme.caller())
    let id = try #require(made.body["scheduleId"]?.stringValue)
    let now = test.engine.now()
    try await test.store.write { tx in
      let run = try ScheduleQueue.runNow(tx, try tx.schedules.one(ID(id)), now: now)
      _ = try tx.jobs.cancelQueued(ID(run.id.rawValue))
    }
    Task {
      // Nobody works on jobs here.
      try await Task.sleep(for: .milliseconds(300))
      try await test.store.write { tx in for job in try tx.jobs.active() { _ = try tx.jobs.cancelQueued(job.id) } }
    }
    let gone = await test.answer(
      "application.delete", ["applicationId": .string(test.acme.application.id.rawValue)], as: test.acme.caller())
    #expect(gone.isOK, "\(gone.text)")
    let (schedule, recurrence) = try await test.store.read { tx in
      (try tx.schedules.find(ID(id)), try tx.recurrences.find(kind: ScheduleRecurrence.name, subject: id))
    }
    #expect(schedule == nil && recurrence == nil)
  }
}
