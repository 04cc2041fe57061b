import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

/// What is asked of a Swarm's managers.
@Suite struct SwarmNodesTests {
  @Test func `a container of another node is found by its task, whose log can be read`() async throws {
    try await FakeDocker.with { request in
      switch request.path {
      case "/tasks":
        .init(200, #"[{"ID":"t1","Status":{"State":"running","ContainerStatus":{"ContainerID":"abc"}}}]"#)
      case "/tasks/t1/logs": .init(200, Data([1, 0, 0, 0, 0, 0, 0, 3] + Array("hi\n".utf8)))
      default: nil
      }
    } _: { fake, client in
      let task = try #require(try await client.task(of: "abc"))
      let none = try await client.task(of: "ab")
      #expect(none == nil)
      var lines: [String] = []
      for try await line in try await client.taskLogs(task, tail: 5).lines { lines.append(line.text) }
      #expect(lines == ["hi"])
      #expect(fake.requests.last?.query["tail"] == "5")
    }
  }

  @Test func `on an engine that manages no Swarm no container is elsewhere`() async throws {
    try await FakeDocker.with { request in
      request.path == "/tasks" ? .init(503, #"{"message":"This node is not a swarm manager."}"#) : nil
    } _: { _, client in
      let found = try await client.task(of: "abc")
      #expect(found == nil)
    }
  }

  @Test func `tokens are shown by nobody who does not ask for them`() async throws {
    try await FakeDocker.with { request in
      request.path == "/swarm"
        ? .init(
          200, #"{"ID":"s","Version":{"Index":1},"Spec":{},"JoinTokens":{"Worker":"canary","Manager":"canary"}}"#)
        : nil
    } _: { _, client in
      let swarm = try await client.inspectSwarm()
      #expect(!"\(swarm)".contains("canary"))
      #expect(swarm.JoinTokens.Worker.reveal() == "canary")
    }
  }
}
