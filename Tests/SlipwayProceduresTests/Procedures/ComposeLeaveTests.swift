import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

/// How the server's owner allows what a compose file asks of the server: by writing it, or by being asked.
@Suite struct ComposeLeaveTests {
  /// What a file asks for is told by what Docker Compose has read of it.
  private static let host = LocalHost(docker: DockerClient(host: "unix:///nowhere"), runMarker: "test")

  private static func file(_ lines: String...) -> JSONValue {
    .string("services:\n  web:\n    image: nginx\n" + lines.map { "    \($0)\n" }.joined())
  }

  private func settings(_ test: TestCall, _ id: JSONValue?) async throws -> StackSettings {
    let stack = ID<Deployable>(id?.stringValue ?? "")
    return try await test.store.read { try $0.composeStacks.one(stack).settings }
  }

  @Test func `who writes a file through the API is told at once what they allowed by it`() async throws {
    let test = try await TestCall.make(host: Self.host)
    let made = await test.answer(
      "compose.create",
      [
        "name": "Typed", "environmentId": .string(test.acme.environment.id.rawValue),
        "composeFile": Self.file("privileged: true"),
      ], as: test.acme.caller())
    #expect(made.isOK, "\(made.text)")
    #expect(made.body["allowedDangers"]?.arrayValue?.count == 1 && made.body["allowedBy"] == "typed", "\(made.text)")
    let asks = await test.answer(
      "compose.asks", ["composeId": made.body["composeId"] ?? .null], as: test.acme.caller())
    #expect(asks.body["allowedBy"] == "typed" && asks.text.contains(#""isAllowed":true"#), "\(asks.text)")
    let one = await test.answer("compose.one", ["composeId": made.body["composeId"] ?? .null], as: test.acme.caller())
    #expect(one.body["asksFor"]?.arrayValue?.count == 1, "\(one.text)")
  }

  @Test func `who is to be asked has allowed nothing before they say so, and keeps what they allowed`() async throws {
    let test = try await TestCall.make(host: Self.host)
    let made = await test.answer(
      "compose.createWithSource",
      [
        "name": "Asked", "environmentId": .string(test.acme.environment.id.rawValue), "sourceType": "raw",
        "composeFile": Self.file("privileged: true"), "asks": true,
      ], as: test.acme.caller())
    #expect(made.isOK, "\(made.text)")
    let id = made.body["composeId"] ?? .null
    #expect(try await settings(test, id).allowedDangers.isEmpty)
    let asks = await test.answer("compose.asks", ["composeId": id], as: test.acme.caller())
    let digests = asks.body["items"]?.arrayValue?.compactMap { $0["digest"] } ?? []
    #expect(digests.count == 1 && asks.text.contains(#""isAllowed":false"#), "\(asks.text)")
    let allow: JSONValue = ["composeId": id, "digests": .array(digests)]
    #expect(await test.answer("compose.allow", allow, as: test.acme.caller()).isOK)
    #expect(try await settings(test, id).allowedBy == .asked)
    for (file, count) in [
      (Self.file("privileged: true", "tty: true"), 1), (Self.file("privileged: true", "uts: host"), 1),
      (Self.file("tty: true"), 0),
    ] {
      let input: JSONValue = ["composeId": id, "composeFile": file, "asks": true]
      #expect(await test.answer("compose.update", input, as: test.acme.caller()).isOK)
      #expect(try await settings(test, id).allowedDangers.count == count)
    }
    #expect(try await settings(test, id).allowedBy == nil)
  }
}
