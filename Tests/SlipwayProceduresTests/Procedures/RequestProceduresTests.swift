import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayLogs
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

/// What domains were asked, as callers of the API see it.
@Suite struct RequestProceduresTests {
  private static func line(_ key: Int, _ path: String, status: Int = 200, at time: String) -> String {
    """
    {"ClientHost":"192.0.2.9","DownstreamContentSize":120,"DownstreamStatus":\(status),"Duration":2500000,\
    "RequestHost":"a.test","RequestMethod":"GET","RequestPath":"\(path)","RouterName":"w-router-\(key)@file",\
    "StartUTC":"\(time)"}
    """
  }

  /// An access log with requests of both organisations and of nobody, counted.
  private func made() async throws -> TestCall {
    let test = try await TestCall.make()
    let keys = try await test.store.read { tx in
      (
        try tx.domains.one(test.acme.domain.id).uniqueConfigKey,
        try tx.domains.one(test.other.domain.id).uniqueConfigKey
      )
    }
    // A moment before the time that the tests count with.
    let time = "2027-01-15T07:59:00Z"
    let lines = [
      Self.line(keys.0, "/one?token=secret", at: time), Self.line(keys.0, "/two", status: 503, at: time),
      Self.line(keys.1, "/theirs", at: time), Self.line(4711, "/nobody", at: time), "nonsense",
    ]
    let path = test.engine.folders.accessLog
    try FileManager.default.createDirectory(
      at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    try await test.engine.requestCounter.count()
    try await test.engine.requestCounter.count()
    return test
  }

  @Test func `each organisation sees what its own domains were asked, each request once`() async throws {
    let test = try await made()
    let answer = await test.answer("settings.requestStatistics", ["hours": 1], as: test.acme.caller(.member))
    #expect(answer.body["classes"] == [0, 1, 0, 0, 1], "\(answer)")
    #expect(try answer.body.items("domains").map { $0["domainId"]?.stringValue } == [test.acme.domain.id.rawValue])
    #expect(try answer.body.items("paths").map { $0["path"] } == ["/one", "/two"])
    #expect(!answer.text.contains("secret") && !answer.text.contains("theirs"))
    let theirs: JSONValue = .string(test.other.domain.id.rawValue)
    let stolen = await test.answer("settings.requestStatistics", ["domainId": theirs], as: test.acme.caller(.owner))
    #expect(stolen.code == .notFound)
    #expect(await test.answer("settings.requestStatistics", ["hours": 2], as: test.acme.caller()).fields == ["hours"])
  }

  @Test func `published clients read hours and single requests`() async throws {
    let test = try await made()
    let hours = await test.answer("settings.readStats", [:], as: test.acme.caller(.member))
    #expect(hours.body.arrayValue?.map { $0["count"] } == [2])
    let all = await test.answer("settings.readStatsLogs", [:], as: test.acme.caller(.member))
    #expect(all.body["totalCount"] == 2, "\(all)")
    #expect(try all.body.items("data").map { $0["RequestPath"] } == ["/two", "/one"])
    #expect(!all.text.contains("secret"))
    let failed = await test.answer(
      "settings.readStatsLogs",
      ["status": ["server"], "search": "A.TEST", "page": ["pageIndex": 0, "pageSize": 10]], as: test.acme.caller())
    #expect(try failed.body.items("data").map { $0["RequestPath"] } == ["/two"])
    let page = await test.answer(
      "settings.readStatsLogs",
      ["page": ["pageIndex": 1, "pageSize": 1], "sort": ["id": "time", "desc": false]], as: test.acme.caller())
    #expect(try page.body.items("data").map { $0["RequestPath"] } == ["/two"])
  }

  @Test func `it is off, and the server's owner alone switches it on`() async throws {
    let test = try await TestCall.make()
    #expect(await test.answer("settings.haveActivateRequests", as: test.other.caller()).body == false)
    let name = "settings.toggleRequests"
    #expect(await test.answer(name, ["enable": true], as: test.other.caller()).code == .forbidden)
    #expect(await test.answer(name, ["enable": true], as: test.acme.caller()).body == true)
    #expect(await test.answer("settings.haveActivateRequests", as: test.other.caller()).body == true)
    let cleanUp = "settings.updateLogCleanup"
    #expect(await test.answer(cleanUp, ["cronExpression": "often"], as: test.acme.caller()).code == .badRequest)
    #expect(await test.answer(cleanUp, ["cronExpression": nil], as: test.other.caller()).code == .forbidden)
    #expect(await test.answer(cleanUp, ["cronExpression": nil], as: test.acme.caller()).body == true)
    let status = await test.answer("settings.getLogCleanupStatus", as: test.acme.caller(.member))
    #expect(status.body == ["enabled": false, "cronExpression": nil])
  }

  @Test func `a page that is too far behind is refused`() async throws {
    let test = try await made()
    let far = await test.answer(
      "settings.readStatsLogs", ["page": ["pageIndex": 1000, "pageSize": 200]], as: test.acme.caller())
    #expect(far.fields == ["page.pageIndex"])
    let near = await test.answer(
      "settings.readStatsLogs", ["page": ["pageIndex": 100, "pageSize": 200]], as: test.acme.caller())
    #expect(try near.body.items("data").isEmpty)
    #expect(near.body["totalCount"] == 2)
  }
}
