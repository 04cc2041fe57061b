import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayLogs
import SlipwayStore
import SlipwayTesting
import Synchronization
import Testing

@testable import SlipwayEngine

/// Keeping what containers write that are taken away.
@Suite struct ServiceOutputTests {
  /// A service with one container that writes `line` and ends when it is told to.
  private func with(
    _ body: @escaping (TestCall, DockerClient, FakeDocker) async throws -> Void, labels: String? = nil,
    deployment: KeyPath<TestCall, ID<Deployment>> = \.acme.deployment.id
  ) async throws {
    let test = try await TestCall.make()
    let own =
      labels
      ?? #""slipway.instance":"slipway","slipway.deployable":"\#(test.acme.application.id)","slipway.deployment":"\#(test[keyPath: deployment])""#
    let text = Array("2026-01-01T00:00:00.000000001Z told before the end with sesame-open-1\n".utf8)
    let log = Data([1, 0, 0, 0] + withUnsafeBytes(of: UInt32(text.count).bigEndian) { Array($0) } + text)
    try await FakeDocker.with { request in
      switch (request.method, request.path) {
      case ("GET", "/tasks"):
        return .init(
          200,
          #"""
          [{"ID":"t1","Status":{"State":"running","ContainerStatus":{"ContainerID":"c1"}}},
          {"ID":"t2","Status":{"State":"failed","ContainerStatus":{"ContainerID":"c2"}}}]
          """#)
      case ("GET", "/containers/c2/json"):
        return .init(
          200,
          #"{"Id":"c2","Name":"/web.0","State":{"Status":"exited","Running":false},"Config":{"Labels":{\#(own)}}}"#)
      case ("GET", "/containers/c2/logs"): return .init(200, Data())
      case ("GET", "/containers/c1/json"):
        return .init(
          200,
          """
          {"Id":"c1","Name":"/web.1","Created":"2026-01-01T00:00:00Z","State":{"Status":"running","Running":true},
          "Config":{"Labels":{\(own)},"Env":["API_TOKEN=sesame-open-1","PLAIN=told"]}}
          """)
      case ("GET", "/containers/json"):
        return .init(200, #"[{"Id":"c1","State":"running","Labels":{\#(own)}}]"#)
      case ("GET", "/containers/c1/logs"): return .init(200, log)
      case ("DELETE", _): return .init(200)
      default: return nil
      }
    } _: { fake, docker in
      try await body(test, docker, fake)
    }
  }

  private func lines(_ test: TestCall) async throws -> [FoundLine] {
    let query = LogQuery(services: [test.acme.application.id])
    return try await LogFinder(store: test.store, folder: test.engine.logs.folder).run(query).lines
  }

  @Test func `what ends is listened to before it is ended, and its secrets are masked`() async throws {
    try await with { test, docker, fake in
      try await ServiceOutput(test.engine, docker).keeping(service: "web") { try await docker.removeService("web") }
      let paths = fake.requests.map(\.path)
      let listened = try #require(paths.firstIndex(of: "/containers/c1/logs"))
      let removed = try #require(paths.firstIndex(of: "/services/web"))
      #expect(listened < removed)
      #expect(fake.requests.contains { $0.query["follow"] == "true" })
      let found = try await lines(test)
      #expect(found.map(\.line.text) == ["told before the end with \(Secret.mask)"])
      #expect(found.first?.segment.deploymentID == test.acme.deployment.id)
      #expect(found.first?.segment.name == "web.1")
    }
  }

  @Test func `catching up copies what runs, once`() async throws {
    try await with { test, docker, _ in
      let output = ServiceOutput(test.engine, docker)
      try await output.catchUp([test.acme.application.id])
      try await output.catchUp([test.acme.application.id, test.other.application.id])
      await output.catchUp(container: "c1")
      #expect(try await lines(test).count == 1)
    }
  }

  @Test func `what fails is thrown, and what cannot be kept is not`() async throws {
    try await with { test, docker, _ in
      let output = ServiceOutput(test.engine, docker)
      await #expect(throws: SlipwayError.self) {
        try await output.keeping(service: "web") { throw SlipwayError.notFound("Thing") }
      }
      let answer = try await output.keeping(containers: ["gone"]) { 7 }
      #expect(answer == 7)
      await output.catchUp(container: "gone")
    }
  }

  @Test(arguments: [#""slipway.instance":"other","slipway.deployable":"x""#, #""slipway.instance":"slipway""#, ""])
  func `what is no service's of this installation is not kept`(labels: String) async throws {
    try await with(
      { test, docker, _ in
        await ServiceOutput(test.engine, docker).catchUp(container: "c1")
        let kept = try await test.store.read { try $0.logSegments.deployables() }
        #expect(kept.isEmpty)
      }, labels: labels)
  }

  @Test func `nothing is kept where nothing shall be`() async throws {
    try await with { test, docker, fake in
      try await test.store.write { tx in
        var settings = try tx.serverSettings()
        settings.logMegabytes = 0
        try tx.settings.save(settings)
      }
      try await ServiceOutput(test.engine, docker).keeping(service: "web") { try await docker.removeService("web") }
      #expect(try await lines(test).isEmpty)
      #expect(!fake.requests.contains { $0.path.hasSuffix("/logs") })
    }
  }

  @Test func `a container on a server that the service is not on is not kept as the service's`() async throws {
    try await with { test, docker, _ in
      let output = ServiceOutput(test.engine, docker, on: ID("another"))
      await output.catchUp(container: "c1")
      let found = try await lines(test)
      #expect(found.isEmpty)
    }
  }

  @Test func `a deployment of another service that a label names does not count`() async throws {
    try await with(
      { test, docker, _ in
        await ServiceOutput(test.engine, docker).catchUp(container: "c1")
        let found = try await lines(test)
        #expect(found.count == 1)
        #expect(found.first?.segment.deploymentID == nil)
      }, deployment: \.other.deployment.id)
  }

  @Test func `a listing that fails afterwards does not undo what succeeded`() async throws {
    let test = try await TestCall.make()
    try await FakeDocker.with { request in
      request.path == "/containers/json" ? .init(500, "{}") : nil
    } _: { fake, docker in
      let answer = try await ServiceOutput(test.engine, docker).keeping(containers: ["c1"], mayStay: true) { 7 }
      #expect(answer == 7)
      #expect(fake.requests.contains { $0.path == "/containers/json" })
    }
  }

  @Test func `of tasks that ended before a copy is made, and only those that run are followed`() async throws {
    try await with { test, docker, fake in
      try await ServiceOutput(test.engine, docker).keeping(service: "web") { try await docker.removeService("web") }
      let asked = fake.requests.filter { $0.path.hasSuffix("/logs") }
      let followed = asked.filter { $0.query.keys.contains("follow") }.map(\.path)
      #expect(followed == ["/containers/c1/logs"], "\(asked.map(\.query))")
      #expect(asked.contains { $0.path == "/containers/c2/logs" })
    }
  }
}
