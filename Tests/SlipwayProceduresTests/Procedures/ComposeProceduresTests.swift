import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

@Suite struct ComposeProceduresTests {
  private static let file = "services:\n  web:\n    image: nginx\n"

  private func create(_ test: TestCall, _ more: [String: JSONValue] = [:], as role: Member.Role = .owner) async throws
    -> TestCall.Answer
  {
    let input: [String: JSONValue] = [
      "name": "Shop", "environmentId": .string(test.acme.environment.id.rawValue), "composeFile": .string(Self.file),
    ]
    return await test.answer("compose.create", .object(input.merging(more) { $1 }), as: test.acme.caller(role))
  }

  @Test func `a stack is created with its file, which only its own page shows`() async throws {
    let test = try await TestCall.make()
    let made = try await create(test)
    #expect(made.isOK, "\(made.text)")
    #expect(!made.text.contains("nginx"))
    let found = await test.answer(
      "compose.one", ["composeId": .string(test.acme.stack.id.rawValue)], as: test.acme.caller())
    #expect(found.text.contains("acme-environment"))
    #expect(!found.text.contains("acme-git-canary"))
  }

  @Test(
    arguments: [
      ["name": ""], ["composeFile": "services: ["], ["composeFile": "services: {web: {image: a}, WEB: {image: b}}"],
      ["composeFile": "hello"], ["appName": "no spaces"],
    ] as [[String: JSONValue]]) func `bad input is refused, named and leaves nothing`(input: [String: JSONValue])
    async throws
  {
    let test = try await TestCall.make()
    let before = try await test.rows()
    let answer = try await create(test, input)
    #expect(answer.code == .badRequest, "\(answer.text)")
    #expect(try await test.rows() == before)
  }

  @Test func `a file of five megabytes and one of many aliases are refused at once`() async throws {
    let test = try await TestCall.make()
    let before = try await test.rows()
    let large = Self.file + String(repeating: "# filler filler filler\n", count: 240_000)
    #expect(try await create(test, ["composeFile": .string(large)]).code == .badRequest)
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<12 {
      let alias = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(alias)]\n"
    }
    let began = ContinuousClock.now
    #expect(try await create(test, ["composeFile": .string(bomb + Self.file)]).code == .badRequest)
    #expect(ContinuousClock.now - began < .seconds(5))
    #expect(try await test.rows() == before)
  }

  @Test func `what asks for the server is refused to an admin and allowed by an owner`() async throws {
    let test = try await TestCall.make()
    let file: JSONValue = "services:\n  web:\n    image: nginx\n    privileged: true\n"
    let refused = try await create(test, ["composeFile": file], as: .admin)
    #expect(refused.code == .forbidden, "\(refused.text)")
    #expect(refused.text.contains("privileged"))
    #expect(try await create(test, ["composeFile": file]).isOK)
  }

  @Test func `a leave is for what was seen: another file or image asks again, and it can be taken away`() async throws
  {
    let host = LocalHost(docker: DockerClient(host: "unix:///nowhere"), runMarker: "test")
    let test = try await TestCall.make(host: host)
    let id: JSONValue = .string(test.acme.stack.id.rawValue)
    func save(_ line: String, image: String = "nginx", as role: Member.Role) async -> TestCall.Answer {
      let note = RandomText.suffix(8)
      let file = "services:\n  web:\n    image: \(image)\n    \(line)\n# \(note)\n"
      return await test.answer(
        "compose.update", ["composeId": id, "composeFile": .string(file)], as: test.acme.caller(role))
    }
    func asks() async -> String {
      await test.answer("compose.asks", ["composeId": id], as: test.acme.caller(.admin)).text
    }
    let (allowed, refused) = (#""isAllowed":true"#, #""isAllowed":false"#)
    #expect(await save("privileged: ${X:-true}", as: .owner).isOK)
    var text = await asks()
    #expect(text.contains(allowed) && text.contains(#""isMineToAllow":false"#), "\(text)")
    #expect(await save("privileged: true", as: .admin).isOK)
    #expect(await asks().contains(allowed))
    for (line, image) in [("privileged: true", "other"), ("pid: host", "nginx")] {
      // What of it is allowed is known when Docker Compose has read it.
      #expect(await save(line, image: image, as: .admin).isOK)
      text = await asks()
      #expect(text.contains(refused) && !text.contains(allowed), "\(line): \(text)")
    }
    let none: JSONValue = ["composeId": id, "digests": []]
    #expect(await test.answer("compose.allow", none, as: test.acme.caller(.admin)).code == .forbidden)
    #expect(await test.answer("compose.allow", none, as: test.acme.caller()).isOK)
    #expect(await save("privileged: true", as: .admin).code == .forbidden)
    #expect(await save("tty: true", as: .admin).isOK)
    let nonsense: JSONValue = ["composeId": id, "digests": ["everything"]]
    #expect(await test.answer("compose.allow", nonsense, as: test.acme.caller()).code == .badRequest)
  }

  @Test func `an owner allows what they type, and not what somebody typed before or a template brings`() async throws
  {
    let host = LocalHost(docker: DockerClient(host: "unix:///nowhere"), runMarker: "test")
    let test = try await TestCall.make(host: host)
    let id: JSONValue = .string(test.acme.stack.id.rawValue)
    func leave() async throws -> Int {
      try await test.store.read { try $0.composeStacks.one(test.acme.stack.id) }.settings.allowedDangers.count
    }
    let file = "services: {web: {image: x, pid: host, ipc: '${MODE:-private}'}}"
    let typed = await test.answer(
      "compose.update", ["composeId": id, "composeFile": .string(file)], as: test.acme.caller())
    #expect(typed.isOK)
    #expect(try await leave() == 1)
    // Another variable makes the file ask for more: nobody has seen that.
    let more = await test.answer("compose.update", ["composeId": id, "env": "MODE=host"], as: test.acme.caller())
    #expect(more.isOK)
    #expect(try await leave() == 1)
    let brought = try JSONEncoder().encode(["compose": "services: {web: {image: x, uts: host}}", "config": ""])
    let taken = await test.answer(
      "compose.import", ["composeId": id, "base64": .string(brought.base64EncodedString())], as: test.acme.caller())
    #expect(taken.isOK, "\(taken.text)")
    #expect(try await leave() == 1)
    let asks = await test.answer("compose.asks", ["composeId": id], as: test.acme.caller())
    #expect(asks.text.contains("services.web.uts") && asks.text.contains(#""isAllowed":false"#), "\(asks.text)")
  }

  @Test func `a port that a stack publishes is seen by applications and databases`() async throws {
    let test = try await TestCall.make()
    let (stack, organization) = (test.acme.stack.id, test.acme.organization.id)
    try await test.store.write {
      try $0.stackPorts.replace(
        [StackPorts.Range(first: 9000, last: 9010, transport: "tcp")], of: stack, in: organization)
    }
    let application: JSONValue = .string(test.other.application.id.rawValue)
    let input: JSONValue = [
      "applicationId": application, "publishedPort": 9005, "targetPort": 80, "publishMode": "ingress",
      "protocol": "tcp",
    ]
    let refused = await test.answer("port.create", input, as: test.other.caller())
    #expect(refused.code == .conflict && refused.fields == ["publishedPort"], "\(refused.text)")
    _ = try await test.store.write { try $0.deployables.delete(stack) }
    #expect(await test.answer("port.create", input, as: test.other.caller()).isOK)
  }

  @Test func `a part of the settings changes and the rest stays`() async throws {
    let test = try await TestCall.make()
    let id = test.acme.stack.id
    let input: JSONValue = [
      "composeId": .string(id.rawValue), "composeType": "stack", "sourceType": "git", "customGitBranch": "main",
      "customGitUrl": "https://user:s3cret@git.example.org/a/b.git", "command": "--profile web",
    ]
    let answer = await test.answer("compose.update", input, as: test.acme.caller())
    #expect(answer.isOK, "\(answer.text)")
    let stack = try await test.store.read { try $0.composeStacks.one(id) }
    #expect(stack.settings.composeType == .stack && stack.settings.sourceType == .git)
    #expect(stack.source.customGitUrl == "https://git.example.org/a/b.git")
    #expect(stack.secrets.gitPassword == Secret("s3cret"))
    #expect(stack.secrets.env == test.acme.stack.secrets.env)
    for bad in [["command": "--privileged"], ["suffix": "A B"], ["composePath": "../x.yml"]] as [[String: JSONValue]]
    {
      let refused = await test.answer(
        "compose.update", .object(bad.merging(["composeId": .string(id.rawValue)]) { $1 }), as: test.acme.caller())
      #expect(refused.code == .badRequest && refused.text.contains(bad.keys.first ?? ""), "\(refused.text)")
    }
  }

  @Test func `a domain leads to a service of the stack and to nothing else`() async throws {
    let test = try await TestCall.make()
    let id: JSONValue = .string(test.acme.stack.id.rawValue)
    let missing = await test.answer(
      "domain.create", ["composeId": id, "host": "a.example.org"], as: test.acme.caller())
    #expect(missing.code == .badRequest && missing.text.contains("serviceName"))
    let made = await test.answer(
      "domain.create", ["composeId": id, "host": "a.example.org", "serviceName": "web", "port": 80],
      as: test.acme.caller())
    #expect(made.isOK, "\(made.text)")
    let list = await test.answer("domain.byComposeId", ["composeId": id], as: test.acme.caller())
    #expect(list.text.contains("a.example.org") && list.text.contains("\"serviceName\":\"web\""))
  }

  @Test func `the services of a typed file are listed without deploying it`() async throws {
    let test = try await TestCall.make()
    let answer = await test.answer(
      "compose.loadServices", ["composeId": .string(test.acme.stack.id.rawValue)], as: test.acme.caller())
    #expect(answer.text == "[\"web\"]")
  }
}
