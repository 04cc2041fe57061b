import SlipwayAnswers
import HummingbirdTesting
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayServer
import SlipwayStore
import SlipwayTesting
import Testing

@Suite("Signing in and out")
struct AuthEndpointsTests {
  private static let right = #"{"email":"OWNER@acme.test","password":"correct horse battery staple"}"#

  @Test("gives a cookie that scripts cannot read and that ends with the session")
  func signIn() async throws {
    let server = try await TestServer.make()
    try await server.run { browser in
      let reply = try await browser.post("/api/auth/sign-in/email", json: Self.right)
      #expect(reply.status == 200)
      let header = try #require(reply["Set-Cookie"])
      #expect(header.contains("HttpOnly") && header.contains("SameSite=Lax") && header.contains("Path=/"))
      #expect(!header.contains("Secure"))
      let token = try #require(reply.cookie(SessionCookie.name))
      let cookie = ["cookie": "\(SessionCookie.name)=\(token)"]
      #expect(try await browser.get("/api/auth/get-session", cookie).json["user"]?["email"] == "owner@acme.test")
      #expect(try await browser.get("/api/test.echo?name=a", cookie).status == 200)
      #expect(try await browser.post("/api/auth/sign-out", json: "{}", cookie).status == 200)
      #expect(try await browser.get("/api/auth/get-session", cookie).text == "null")
      #expect(try await browser.get("/api/test.echo?name=a", cookie).status == 401)
    }
  }

  @Test("marks the cookie Secure and asks for https behind the proxy's https")
  func https() async throws {
    let server = try await TestServer.make()
    try await server.run(.live) { browser in
      let reply = try await browser.post(
        "/api/auth/sign-in/email", json: Self.right, ["x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.7"])
      #expect(reply["Set-Cookie"]?.contains("Secure") == true)
      #expect(reply["Strict-Transport-Security"] != nil)
    }
    let organization = server.test.acme.organization.id
    let rows = try await server.test.store.read { try $0.audit.all(in: organization, limit: 10, offset: 0) }
    #expect(rows.first?.ipAddress == "203.0.113.7")
    #expect(rows.first?.action == "user.signIn")
  }

  @Test("answers a wrong password and an unknown e-mail alike, and slows both down")
  func limits() async throws {
    let server = try await TestServer.make()
    try await server.run { browser in
      for email in ["owner@acme.test", "nobody@acme.test"] {
        let body = "{\"email\":\"\(email)\",\"password\":\"wrong wrong\"}"
        for _ in 0..<10 {
          let reply = try await browser.post("/api/auth/sign-in/email", json: body)
          #expect(reply.status == 401)
          #expect(reply.json["message"] == "Invalid email or password")
        }
        let reply = try await browser.post("/api/auth/sign-in/email", json: body)
        #expect(reply.status == 429)
        #expect(reply["Retry-After"].flatMap(Int.init) ?? 0 > 0)
      }
      #expect(try await browser.post("/api/auth/sign-in/email", json: Self.right).status == 429)
    }
  }

  @Test("refuses endless passwords before they cost anything")
  func longPassword() async throws {
    let server = try await TestServer.make()
    try await server.run { browser in
      let body = "{\"email\":\"owner@acme.test\",\"password\":\"\(String(repeating: "x", count: 500_000))\"}"
      let reply = try await browser.post("/api/auth/sign-in/email", json: body)
      #expect(reply.status == 400)
    }
  }

  @Test("lets nobody sign up once an owner exists")
  func closed() async throws {
    let server = try await TestServer.make()
    try await server.run { browser in
      let reply = try await browser.post(
        "/api/auth/sign-up/email", json: #"{"email":"a@b.test","password":"long enough","name":"A"}"#)
      #expect(reply.status == 403)
    }
  }

  @Test("sets the first owner up by the one-time link only, and once")
  func setUp() async throws {
    let test = try await TestCall.make(procedures: TestProcedures.all)
    let tenants = [test.acme, test.other]
    try await test.store.write { transaction in
      for tenant in tenants { try transaction.organizations.delete(tenant.organization.id) }
      for tenant in tenants { for user in tenant.users.values { try transaction.users.delete(user.id) } }
    }
    let accounts = Accounts(engine: test.engine)
    let server = TestServer(test: test, accounts: accounts, key: "", htmlAnswers: nil)
    let link = try await test.store.write { try accounts.links.make(.setUp, base: "", in: $0) }
    let token = String(link.split(separator: "=")[1])
    try await server.run { browser in
      let form = "email=first%40b.test&password=long+enough&organization=B"
      let wrong = try await browser.post("/setup", form: form + "&token=wrong")
      #expect(wrong.cookie(SessionCookie.name) == nil)
      let right = try await browser.post("/setup", form: form + "&token=\(token)&_next=/")
      #expect(right.status == 303)
      #expect(right.cookie(SessionCookie.name) != nil)
      let again = try await browser.post("/setup", form: form + "&token=\(token)")
      #expect(again.cookie(SessionCookie.name) == nil)
    }
    #expect(try await test.store.read { try $0.users.count() } == 1)
  }

  @Test("signs in by a link once")
  func link() async throws {
    let server = try await TestServer.make()
    let (links, user) = (server.accounts.links, server.test.acme.caller().user.id)
    let link = try await server.test.store.write { try links.make(.signIn, for: user, base: "", in: $0) }
    let token = String(link.split(separator: "=")[1])
    try await server.run { browser in
      let first = try await browser.post("/sign-in/link", form: "token=\(token)")
      #expect(first.cookie(SessionCookie.name) != nil)
      let second = try await browser.post("/sign-in/link", form: "token=\(token)")
      #expect(second.cookie(SessionCookie.name) == nil)
    }
  }
}
