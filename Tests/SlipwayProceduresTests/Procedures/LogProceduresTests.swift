import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayLogs
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

/// What is kept of services' output, as callers of the API see it.
@Suite struct LogProceduresTests {
  /// An engine that is gone: what is kept is found all the same.
  private func made(_ lines: [String]) async throws -> TestCall {
    let test = try await TestCall.make()
    var log = Data()
    for (index, text) in lines.enumerated() {
      let line = Array("2026-01-01T00:00:0\(index).000000001Z \(text)\n".utf8)
      log += [1, 0, 0, 0] + withUnsafeBytes(of: UInt32(line.count).bigEndian) { Array($0) } + line
    }
    try await FakeDocker.with { [log] in
      $0.path.hasSuffix("/logs") ? .init(200, log) : nil
    } _: { _, docker in
      let source = OutputSource(
        container: "c1", name: "web.1", organizationID: test.acme.organization.id,
        deployableID: test.acme.application.id, deploymentID: test.acme.deployment.id)
      try await test.engine.logs.copy(source, from: docker, bytes: 1 << 20)
    }
    return test
  }

  @Test func `kept lines are found while the engine is away, and that is told`() async throws {
    let test = try await made(["[ERROR] one", "two"])
    let answer = await test.answer("log.search", [:], as: test.acme.caller(.member))
    let lines = try answer.body.items("lines")
    #expect(lines.map { $0["text"] } == ["two", "[ERROR] one"])
    #expect(lines.last?["level"] == "error")
    #expect(lines.first?["serviceId"]?.stringValue == test.acme.application.id.rawValue)
    #expect(lines.first?["serviceName"] == "web")
    #expect(lines.first?["deploymentId"]?.stringValue == test.acme.deployment.id.rawValue)
    #expect(try !answer.body.items("notes").isEmpty)
    let id: JSONValue = .string(test.acme.application.id.rawValue)
    let errors = await test.answer(
      "log.search", ["serviceIds": .array([id]), "levels": ["error"], "text": "ONE"], as: test.acme.caller(.owner))
    #expect(try errors.body.items("lines").count == 1)
  }

  @Test func `what another organisation keeps is not found, and its services are not there`() async throws {
    let test = try await made(["one"])
    let all = await test.answer("log.search", [:], as: test.other.caller(.owner))
    #expect(try all.body.items("lines").isEmpty)
    let id: JSONValue = .string(test.acme.application.id.rawValue)
    let one = await test.answer("log.search", ["serviceIds": .array([id])], as: test.other.caller(.owner))
    #expect(one.code == .notFound)
    #expect(await test.answer("log.search", [:], as: nil).code == .unauthorized)
    let generations = await test.answer("log.generations", ["serviceId": id], as: test.other.caller(.owner))
    #expect(generations.code == .notFound)
  }

  @Test func `pages follow each other`() async throws {
    let test = try await made(["one", "two", "three"])
    let first = await test.answer("log.search", ["limit": 2], as: test.acme.caller(.owner))
    #expect(try first.body.items("lines").map { $0["text"] } == ["three", "two"])
    let cursor = try #require(first.body["nextCursor"])
    let next = await test.answer("log.search", ["limit": 2, "cursor": cursor], as: test.acme.caller(.owner))
    #expect(try next.body.items("lines").map { $0["text"] } == ["one"])
    #expect(next.body["nextCursor"] == .null)
  }

  @Test(arguments: [
    ("limit", JSONValue.integer(0)), ("limit", 501), ("cursor", "nonsense"), ("text", "two\nlines"),
    ("text", .string(String(repeating: "x", count: 501))), ("levels", .array(["loud"])), ("from", "yesterday"),
  ])
  func `bad input is refused by its name`(field: String, value: JSONValue) async throws {
    let test = try await TestCall.make()
    let answer = await test.answer("log.search", .object([field: value]), as: test.acme.caller(.owner))
    #expect(answer.code == .badRequest, "\(answer)")
  }

  @Test func `generations are the deployments of which output is kept`() async throws {
    let test = try await made(["one", "two"])
    let id: JSONValue = .string(test.acme.application.id.rawValue)
    let answer = await test.answer("log.generations", ["serviceId": id], as: test.acme.caller(.member))
    let first = try #require(answer.body.arrayValue?.first)
    #expect(first["deploymentId"]?.stringValue == test.acme.deployment.id.rawValue)
    #expect(first["lines"] == 2)
    #expect(first["containers"] == 1)
  }

  @Test func `how much is kept is the server owner's to say`() async throws {
    let test = try await TestCall.make()
    let name = "settings.updateLogKeeping"
    #expect(await test.answer(name, ["logMegabytes": 5], as: test.other.caller(.owner)).code == .forbidden)
    #expect(await test.answer(name, ["logMegabytes": -1], as: test.acme.caller(.owner)).fields == ["logMegabytes"])
    let answer = await test.answer(name, ["logMegabytes": 5], as: test.acme.caller(.owner))
    #expect(answer.body["logMegabytes"] == 5)
  }

  @Test func `only a few searches run at once, fewer of one user`() async throws {
    let test = try await made(["one"])
    let (own, other) = (test.acme.caller(.owner), test.other.caller(.owner))
    let searches = test.engine.logSearches
    try await searches.counting(own.user.id) {
      try await searches.counting(own.user.id) {
        #expect(await test.answer("log.search", [:], as: own).code == .tooManyRequests)
        #expect(await test.answer("log.search", [:], as: other).code == nil)
        try await searches.counting(ID("a")) {
          try await searches.counting(ID("b")) {
            #expect(await test.answer("log.search", [:], as: other).code == .tooManyRequests)
          }
        }
      }
    }
    #expect(await test.answer("log.search", [:], as: own).code == nil)
  }

  @Test func `a deployment of another service is not told of where an image named it`() async throws {
    let test = try await made([])
    let text = Array("2026-01-01T00:00:00.000000001Z one\n".utf8)
    let log = Data([1, 0, 0, 0] + withUnsafeBytes(of: UInt32(text.count).bigEndian) { Array($0) } + text)
    try await FakeDocker.with {
      $0.path.hasSuffix("/logs") ? .init(200, log) : nil
    } _: { _, docker in
      let source = OutputSource(
        container: "c2", name: "web.1", organizationID: test.acme.organization.id,
        deployableID: test.acme.application.id, deploymentID: test.other.deployment.id)
      try await test.engine.logs.copy(source, from: docker, bytes: 1 << 20)
    }
    let id: JSONValue = .string(test.acme.application.id.rawValue)
    let answer = await test.answer("log.generations", ["serviceId": id], as: test.acme.caller())
    #expect(answer.body.arrayValue?.count == 1)
    #expect(answer.body.arrayValue?.first?["title"] == .null)
  }
}
