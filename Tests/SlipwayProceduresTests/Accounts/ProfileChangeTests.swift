import Foundation
import SlipwayCore
import SlipwayProcedures
import SlipwayStore
import SlipwayTesting
import Testing

/// What somebody changes about themselves, and where they are signed in.
@Suite struct ProfileChangeTests {
  private static func server() async throws -> TestServer { try await TestServer.make(procedures: Procedures.all) }

  private static func caller(_ server: TestServer, _ token: String) async throws -> Caller {
    try #require(try await server.accounts.sessions.find(token)).caller
  }

  @Test func `a new password ends every other session and leaves the one that asked`() async throws {
    let server = try await Self.server()
    let (here, elsewhere) = (try await server.cookie(), try await server.cookie())
    let caller = try await Self.caller(server, here)
    let answer = await server.test.answer(
      "user.update", ["currentPassword": .string(TestServer.password), "password": "a whole new password"], as: caller
    )
    #expect(answer.isOK, "\(answer.text)")
    #expect(!answer.text.contains("$y$"))
    #expect(try await server.accounts.sessions.find(here) != nil)
    #expect(try await server.accounts.sessions.find(elsewhere) == nil)
    let info = RequestInfo(id: "", address: "192.0.2.1")
    _ = try await server.accounts.signIn(email: caller.user.email, password: "a whole new password", info)
    await #expect(throws: SlipwayError.self) {
      try await server.accounts.signIn(email: caller.user.email, password: TestServer.password, info)
    }
    let trail = try await server.test.store.read {
      try $0.audit.all(in: caller.organizationID, limit: 50).map(\.action)
    }
    #expect(trail.contains("user.changePassword") && trail.contains("user.update"))
  }

  @Test func `without the present password neither the password nor the e-mail changes`() async throws {
    let server = try await Self.server()
    let caller = try await Self.caller(server, try await server.cookie())
    let wrong: JSONValue = "not the password"
    let inputs: [JSONValue] = [
      ["password": "a whole new password"], ["email": "thief@example.org"],
      ["password": "a whole new password", "currentPassword": wrong],
      ["email": "thief@example.org", "currentPassword": wrong],
    ]
    for input in inputs {
      let answer = await server.test.answer("user.update", input, as: caller)
      #expect(answer.code == .badRequest && answer.fields == ["currentPassword"], "\(input) \(answer.text)")
    }
    let user = try await server.test.store.read { try $0.users.one(caller.user.id) }
    #expect(user == caller.user)
  }

  @Test func `guessing the present password is limited as signing in is`() async throws {
    let server = try await Self.server()
    let caller = try await Self.caller(server, try await server.cookie())
    for _ in 0..<10 {
      let answer = await server.test.answer(
        "user.update", ["password": "a whole new password", "currentPassword": "a wrong guess"], as: caller)
      #expect(answer.code == .badRequest)
    }
    let right = await server.test.answer(
      "user.update", ["password": "a whole new password", "currentPassword": .string(TestServer.password)], as: caller
    )
    #expect(right.code == .tooManyRequests)
  }

  @Test func `a name changes without a password, an e-mail with it and only to a free one`() async throws {
    let server = try await Self.server()
    let caller = try await Self.caller(server, try await server.cookie())
    let named = await server.test.answer(
      "user.update", ["firstName": " Ada ", "lastName": "", "email": .string(caller.user.email)], as: caller)
    #expect(named.body["firstName"] == "Ada" && named.body["lastName"] == "", "\(named.text)")
    let taken = await server.test.answer(
      "user.update", ["email": "member@acme.test", "currentPassword": .string(TestServer.password)], as: caller)
    #expect(taken.code == .conflict)
    let moved = await server.test.answer(
      "user.update", ["email": "Ada@Example.org", "currentPassword": .string(TestServer.password)], as: caller)
    #expect(moved.body["email"] == "ada@example.org", "\(moved.text)")
    for input in [["email": "no address"], ["firstName": "a\u{7}b"], ["twoFactorEnabled": true]] as [JSONValue] {
      #expect(await server.test.answer("user.update", input, as: caller).code == .badRequest, "\(input)")
    }
  }

  @Test func `sessions are listed without their tokens and end one by one or all others at once`() async throws {
    let server = try await Self.server()
    let (here, second, third) = (try await server.cookie(), try await server.cookie(), try await server.cookie())
    let caller = try await Self.caller(server, here)
    let rows = await server.test.answer("user.listSessions", as: caller).body.arrayValue ?? []
    #expect(rows.filter { $0["isCurrent"] == true }.map { $0["id"]?.stringValue } == [caller.session?.id.rawValue])
    #expect(!"\(rows)".contains(TokenDigest.of(second)) && !"\(rows)".contains(second))
    let victim = try await Self.caller(server, second).session?.id.rawValue ?? ""
    let member = await server.test.answer(
      "user.revokeSession", ["sessionId": .string(victim)], as: server.test.acme.caller(.member))
    #expect(member.code == .notFound)
    let own = await server.test.answer(
      "user.revokeSession", ["sessionId": .string(caller.session?.id.rawValue ?? "")], as: caller)
    #expect(own.code == .badRequest)
    #expect(await server.test.answer("user.revokeSession", ["sessionId": .string(victim)], as: caller).isOK)
    #expect(try await server.accounts.sessions.find(second) == nil)
    #expect(try await server.accounts.sessions.find(third) != nil)
    #expect(await server.test.answer("user.revokeOtherSessions", as: caller).isOK)
    #expect(try await server.accounts.sessions.find(third) == nil)
    #expect(try await server.accounts.sessions.find(here) != nil)
  }

  @Test func `a member sees their own sessions only, an owner those of the organization`() async throws {
    let server = try await Self.server()
    let test = server.test
    let member = test.acme.caller(.member)
    _ = try await test.store.write { try server.accounts.sessions.begin(member.user, RequestInfo(id: ""), in: $0) }
    func emails(_ caller: Caller) async -> Set<String> {
      let rows = await test.answer("user.listSessions", as: caller).body.arrayValue ?? []
      return Set(rows.compactMap { $0["email"]?.stringValue })
    }
    #expect(await emails(member) == ["member@acme.test"])
    #expect(await emails(test.acme.caller()) == ["member@acme.test", "owner@acme.test"])
    #expect(await emails(test.other.caller()) == ["owner@other.test"])
  }
}
