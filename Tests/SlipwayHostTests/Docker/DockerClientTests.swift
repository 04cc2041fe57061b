import Foundation
import NIOCore
import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

@Suite struct DockerClientTests {
  @Test func `A missing socket is said to be missing, with what to do`() async throws {
    let client = DockerClient(host: "unix:///tmp/no-such-docker.sock")
    let error = await #expect(throws: SlipwayError.self) { try await client.ping() }
    #expect(error?.code == .unreachable)
    #expect(error?.message.contains("unix:///tmp/no-such-docker.sock") == true)
    #expect(error?.message.contains("the socket does not exist") == true)
    #expect(error?.message.contains("systemctl start docker") == true)
    try await client.shutdown()
  }

  @Test(arguments: ["", "/var/run/docker.sock", "unix://", "ssh://x"])
  func `An address that is none is refused`(address: String) async throws {
    let client = DockerClient(host: address)
    let error = await #expect(throws: SlipwayError.self) { try await client.info() }
    #expect(error?.code == .unreachable)
    #expect(error?.message.contains("unix:///var/run/docker.sock") == true)
  }

  @Test(arguments: [
    (400, SlipwayError.Code.badRequest), (404, .notFound), (409, .conflict), (503, .preconditionFailed),
    (500, .commandFailed), (403, .forbidden),
  ])
  func `A refusal keeps Docker's own words`(status: Int, code: SlipwayError.Code) async throws {
    try await FakeDocker.with { request in
      request.path == "/services/create" ? FakeDocker.Answer(status, #"{"message":"the reason"}"#) : nil
    } _: { _, client in
      let error = await #expect(throws: SlipwayError.self) { try await client.createService(ServiceSpecTests.full) }
      #expect(error?.code == code)
      #expect(error?.message == "Docker refused to create the service web: the reason")
      #expect(error?.details["docker"] == "the reason")
    }
  }

  @Test func `A refusal that is no JSON, and an answer that is none, are errors`() async throws {
    try await FakeDocker.with { request in
      switch request.path {
      case "/info": FakeDocker.Answer(500, "boom")
      case "/tasks": FakeDocker.Answer(200, "not json")
      case "/networks/x": FakeDocker.Answer(200, #"{"Id":7}"#)
      default: nil
      }
    } _: { _, client in
      let refused = await #expect(throws: SlipwayError.self) { try await client.info() }
      #expect(refused?.details["docker"] == "boom")
      let unknown = await #expect(throws: SlipwayError.self) { try await client.listTasks(labels: [:]) }
      #expect(unknown?.code == .internal)
      await #expect(throws: SlipwayError.self) { try await client.inspectNetwork("x") }
    }
  }

  @Test func `What is not there is nil to look at and fine to remove`() async throws {
    try await FakeDocker.with { _ in
      nil
    } _: { fake, client in
      #expect(try await client.inspectService("web") == nil)
      #expect(try await client.inspectContainer("web") == nil)
      #expect(try await client.inspectImage("a/b:c") == nil)
      #expect(try await client.inspectNetwork("web") == nil)
      #expect(try await client.listTasks(service: "web") == [])
      try await client.removeService("web")
      try await client.removeContainer("web", force: true)
      try await client.removeImage("a/b:c")
      try await client.removeVolume("web")
      #expect(fake.requests.last?.method == "DELETE")
    }
  }

  @Test func `The login goes in a header, the specification in the body`() async throws {
    let auth = RegistryAuth(username: "u", password: Secret("p"), serverAddress: "r")
    try await FakeDocker.with { _ in
      FakeDocker.Answer(201, #"{"ID":"abc"}"#)
    } _: { fake, client in
      _ = try? await client.createService(ServiceSpecTests.full, auth: auth)
      #expect(fake.requests.isEmpty)
    }
    try await FakeDocker.with { request in
      request.path.hasPrefix("/services/") ? FakeDocker.Answer(201, #"{"ID":"abc"}"#) : nil
    } _: { fake, client in
      #expect(try await client.createService(ServiceSpecTests.full, auth: auth) == "abc")
      try await client.updateService("abc", version: 7, spec: ServiceSpecTests.full)
      #expect(fake.requests.count == 2)
      #expect(fake.requests[0].headers["x-registry-auth"]?.isEmpty == false)
      #expect(fake.requests[0].body == (try ServiceSpecTests.full.encoded()))
      #expect(fake.requests[1].path == "/services/abc/update")
      #expect(fake.requests[1].query == ["version": "7", "registryAuthFrom": "spec"])
    }
  }

  @Test func `A pull that fails after it began is an error, and progress is told once a step`() async throws {
    let lines = [
      #"{"status":"Pulling from library/x","id":"1"}"#, #"{"status":"Downloading","id":"a","progress":"[=>  ]"}"#,
      #"{"status":"Downloading","id":"a","progress":"[==> ]"}"#, #"{"error":"no space left on device"}"#, "",
    ]
    try await FakeDocker.with { request in
      request.path == "/images/create" ? FakeDocker.Answer(200, lines.joined(separator: "\r\n")) : nil
    } _: { fake, client in
      let (told, continuation) = AsyncStream.makeStream(of: String.self)
      let error = await #expect(throws: SlipwayError.self) {
        try await client.pullImage("library/x") { continuation.yield($0) }
      }
      continuation.finish()
      #expect(error?.message == "Docker could not pull the image library/x: no space left on device")
      #expect(fake.requests.first?.query == ["fromImage": "library/x", "tag": "latest"])
      #expect(await told.reduce(into: []) { $0.append($1) } == ["1: Pulling from library/x", "a: Downloading"])
    }
  }

  @Test func `Events are read as they come, and cancelling ends the stream`() async throws {
    try await FakeDocker.with { request in
      guard request.path == "/events" else { return nil }
      var answer = FakeDocker.Answer(200, #"{"Type":"container","Action":"die","Actor":{"ID":"x"}}"# + "\n")
      answer.isEndless = true
      return answer
    } _: { fake, client in
      let (seen, continuation) = AsyncStream.makeStream(of: DockerEvent.self)
      let task = Task {
        for try await event in client.events(filters: ["type": ["container"]]) { continuation.yield(event) }
      }
      var iterator = seen.makeAsyncIterator()
      #expect(await iterator.next()?.Action == "die")
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(fake.requests.first?.query["filters"] == #"{"type":["container"]}"#)
    }
  }

  @Test func `A connection that breaks is an error, not an end`() async throws {
    try await FakeDocker.with { request in
      var answer = FakeDocker.Answer(200, #"{"Type":"container","Action":"die"}"# + "\n{")
      answer.isBroken = true
      return request.path == "/events" ? answer : nil
    } _: { _, client in
      var count = 0
      let error = await #expect(throws: SlipwayError.self) {
        for try await _ in client.events() { count += 1 }
      }
      #expect(count == 1)
      #expect(error?.code == .unreachable || error?.code == .internal)
    }
  }

  @Test func `A log that is not framed is an error`() async throws {
    try await FakeDocker.with { request in
      switch request.path {
      case "/containers/x/logs": FakeDocker.Answer(200, "this is no frame at all")
      case "/containers/x/json":
        FakeDocker.Answer(200, #"{"Id":"x","State":{"Status":"running"},"Config":{"Tty":false}}"#)
      default: nil
      }
    } _: { _, client in
      let log = try await client.containerLogs("x")
      await #expect(throws: SlipwayError.self) { for try await _ in log {} }
    }
  }

  @Test func `The version is agreed on once`() async throws {
    try await FakeDocker.with { _ in
      nil
    } _: { fake, client in
      for _ in 0..<3 { _ = try await client.inspectService("web") }
      #expect(fake.requests.map(\.path) == Array(repeating: "/services/web", count: 3))
    }
  }
}
