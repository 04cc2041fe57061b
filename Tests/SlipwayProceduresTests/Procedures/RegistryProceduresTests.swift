import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

/// Registries: who signs in where, and what is seen of a password.
@Suite struct RegistryProceduresTests {
  private static let input: JSONValue = [
    "registryName": "own", "username": " Ada ", "password": "pass-canary", "registryUrl": "https://r.example.com/",
    "registryType": "cloud", "imagePrefix": "team",
  ]

  /// Lets `Ada` in with `pass-canary`.
  private static let script: FakeDocker.Script = { request in
    guard request.path == "/auth" else { return nil }
    let text = String(decoding: request.body, as: UTF8.self)
    return text.contains("pass-canary")
      ? .init(200, #"{"Status":"Login Succeeded"}"#)
      : .init(500, #"{"message":"login attempt failed with status: 401 Unauthorized"}"#)
  }

  private func with(_ body: @escaping @Sendable (TestCall, FakeDocker) async throws -> Void) async throws {
    try await FakeDocker.with(Self.script) { fake, client in
      try await body(try await TestCall.make(host: FakeHost(docker: client)), fake)
    }
  }

  @Test func `a registry is kept when it lets us in, and its password is never answered`() async throws {
    try await with { test, fake in
      let answer = await test.answer("registry.create", Self.input, as: test.acme.caller(.admin))
      #expect(answer.isOK, "\(answer.text)")
      #expect(answer.body["registryUrl"] == "r.example.com" && answer.body["username"] == "Ada")
      #expect(!answer.text.contains("canary"))
      let body = String(decoding: fake.requests.first?.body ?? Data(), as: UTF8.self)
      #expect(body.contains(#""serveraddress":"r.example.com""#))
      let id = answer.body["registryId"] ?? .null
      #expect(await test.answer("registry.testRegistryById", ["registryId": id], as: test.acme.caller()).isOK)
      let renamed = await test.answer(
        "registry.update", ["registryId": id, "registryName": "ours"], as: test.acme.caller())
      #expect(renamed.body["registryName"] == "ours")
      #expect(!(await test.answer("registry.all", as: test.acme.caller()).text).contains("canary"))
    }
  }

  @Test func `a refused password keeps nothing and is not repeated`() async throws {
    try await with { test, _ in
      let before = try await test.rows()
      for name in ["registry.create", "registry.testRegistry"] {
        var fields = Self.input.members
        fields["password"] = "another-secret"
        let answer = await test.answer(name, .object(fields), as: test.acme.caller())
        #expect(answer.code == .badRequest && answer.fields == ["password"])
        #expect(!answer.text.contains("another-secret"))
      }
      #expect(try await test.rows() == before)
    }
  }

  @Test(arguments: ["r.local;id", "http://", "a b", "169.254.169.254", "user:pw@host", "r.example.com/v2/../x"])
  func `what is no registry is refused before anybody is asked`(url: String) async throws {
    try await with { test, fake in
      var fields = Self.input.members
      fields["registryUrl"] = .string(url)
      let answer = await test.answer("registry.create", .object(fields), as: test.acme.caller())
      #expect(answer.code == .badRequest && answer.fields == ["registryUrl"], "\(answer.text)")
      #expect(fake.requests.isEmpty)
    }
  }

  @Test func `a password does not follow to another registry`() async throws {
    try await with { test, fake in
      let id = JSONValue.string(test.acme.rules.registry.id.rawValue)
      let moved = await test.answer(
        "registry.update", ["registryId": id, "registryUrl": "evil.example.org"], as: test.acme.caller())
      #expect(moved.code == .badRequest && moved.fields == ["password"])
      #expect(fake.requests.isEmpty)
    }
  }

  @Test func `a registry in use stays, and only the organisation's own can be chosen`() async throws {
    try await with { test, _ in
      let application = JSONValue.string(test.acme.application.id.rawValue)
      let (own, foreign) = (test.acme.rules.registry.id.rawValue, test.other.rules.registry.id.rawValue)
      let wrong: JSONValue = ["applicationId": application, "registryId": .string(foreign)]
      #expect(await test.answer("application.update", wrong, as: test.acme.caller()).code == .notFound)
      let chosen: JSONValue = ["applicationId": application, "registryId": .string(own)]
      #expect(await test.answer("application.update", chosen, as: test.acme.caller()).isOK)
      let removal = await test.answer("registry.remove", ["registryId": .string(own)], as: test.acme.caller())
      #expect(removal.code == .conflict && removal.message.contains("web"))
      let one = await test.answer("application.one", ["applicationId": application], as: test.acme.caller())
      #expect(one.body["registry"]?["registryName"] == "acme registry" && !one.text.contains("login-canary"))
      let cleared: JSONValue = ["applicationId": application, "registryId": .null]
      #expect(await test.answer("application.update", cleared, as: test.acme.caller()).isOK)
      #expect(await test.answer("registry.remove", ["registryId": .string(own)], as: test.acme.caller()).isOK)
    }
  }
}
