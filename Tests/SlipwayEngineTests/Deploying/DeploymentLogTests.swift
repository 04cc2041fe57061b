import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore
import Testing

struct DeploymentLogTests {
  @Test func `Lines arrive in order, without secrets`() async throws {
    try await EngineFixture.with { fixture in
      let deployment = try await fixture.enqueue()
      let log = DeploymentLog(engine: fixture.engine, deployment: deployment.id, secrets: [Secret("hunter2-hunter2")])
      for number in 1...500 { await log.line("line \(number) hunter2-hunter2") }
      await log.flush()
      let expected = (1...500).map { "line \($0) ‹secret›\n" }.joined()
      #expect(try await fixture.log(deployment.id) == expected)
      let id = deployment.id
      let chunks = try await fixture.engine.store.read { try $0.deploymentLogs.chunks(of: id, after: 0, limit: 100) }
      #expect(chunks.count < 100)
      #expect(chunks.map(\.lines).reduce(0, +) == 500)
    }
  }

  @Test func `What waits is written although nothing follows`() async throws {
    try await EngineFixture.with { fixture in
      let deployment = try await fixture.enqueue()
      var events = fixture.engine.bus.events().makeAsyncIterator()
      let log = DeploymentLog(engine: fixture.engine, deployment: deployment.id)
      await log.line("one")
      await log.line("two")
      #expect(await events.next() == .logAppended(deployment.id))
      #expect(await events.next() == .logAppended(deployment.id))
      #expect(try await fixture.log(deployment.id) == "one\ntwo\n")
    }
  }

  @Test func `The last lines of a cancelled task are kept`() async throws {
    try await EngineFixture.with { fixture in
      let deployment = try await fixture.enqueue()
      let log = DeploymentLog(engine: fixture.engine, deployment: deployment.id)
      let task = Task {
        while !Task.isCancelled { await Task.yield() }
        await log.line("last words")
        await log.flush()
      }
      task.cancel()
      await task.value
      #expect(try await fixture.log(deployment.id) == "last words\n")
    }
  }

  @Test func `A log has an end, and says so`() async throws {
    try await EngineFixture.with { fixture in
      let deployment = try await fixture.enqueue()
      let log = DeploymentLog(engine: fixture.engine, deployment: deployment.id, limit: 1000)
      for _ in 1...100 { await log.line(String(repeating: "x", count: 50)) }
      await log.flush()
      let text = try await fixture.log(deployment.id)
      #expect(text.utf8.count < 1300)
      #expect(text.hasSuffix("what follows is not kept.\n"))
    }
  }

  @Test func `Strange lines are made harmless`() async throws {
    try await EngineFixture.with { fixture in
      let deployment = try await fixture.enqueue()
      let log = DeploymentLog(engine: fixture.engine, deployment: deployment.id)
      await log.line("a\0b\r\nsecond\n" + String(repeating: "y", count: 40_000))
      await log.flush()
      let lines = try await fixture.log(deployment.id).split(separator: "\n")
      #expect(lines.first == "a b" && lines.dropFirst().first == "second")
      #expect(lines.last?.utf8.count ?? 0 < 20_000)
    }
  }

  @Test func `A log whose deployment was deleted meanwhile is no error`() async throws {
    try await EngineFixture.with { fixture in
      let deployment = try await fixture.enqueue()
      let log = DeploymentLog(engine: fixture.engine, deployment: deployment.id)
      try await fixture.engine.store.write { _ = try $0.applications.delete(fixture.application.id) }
      await log.line("the last words")
      await log.flush()
      let id = deployment.id
      #expect(try await fixture.engine.store.read { try $0.deploymentLogs.byteCount(of: id) } == 0)
    }
  }
}
