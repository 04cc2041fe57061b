import HTTPTypes
import Hummingbird
import NIOCore
import SlipwayCore
import SlipwayProcedures
import SlipwayServer
import SlipwayStore
import SlipwayTesting
import Testing

@Suite("Plain forms")
struct FormPostsTests {
  private static func session(_ server: TestServer) async throws -> (cookie: [String: String], token: String) {
    let token = try await server.cookie()
    return (["cookie": "slipway_session=\(token)"], SessionCookie.formToken(token))
  }

  @Test("go on by 303 to a local path with the answer's identifiers in it")
  func success() async throws {
    let server = try await TestServer.make()
    let (cookie, token) = try await Self.session(server)
    let id = server.test.acme.application.id
    try await server.run { browser in
      let reply = try await browser.post(
        "/do/test.touch",
        form: "_csrf=\(token)&applicationId=\(id)&_next=/applications/%7Bapplication.id%7D&_notice=Saved.", cookie)
      #expect(reply.status == 303)
      #expect(reply["Location"] == "/applications/\(id)")
      #expect(reply.cookie(FlashCookie.name) != nil)
    }
  }

  @Test(
    "never lead elsewhere",
    arguments: ["https://evil.test/", "//evil.test", "/\\evil.test", "javascript:alert(1)", "/a\nb"])
  func redirect(target: String) async throws {
    let server = try await TestServer.make()
    let (cookie, token) = try await Self.session(server)
    let id = server.test.acme.application.id
    let next = target.map { $0.isLetter ? String($0) : "%" + String($0.asciiValue ?? 0, radix: 16).leftPadded }
      .joined()
    try await server.run { browser in
      let reply = try await browser.post(
        "/do/test.touch", form: "_csrf=\(token)&applicationId=\(id)&_next=\(next)&_back=\(next)", cookie)
      #expect(reply.status == 303)
      #expect(reply["Location"] == "/")
    }
  }

  @Test("need the session's own token, and our own page")
  func forgery() async throws {
    let server = try await TestServer.make()
    let (cookie, token) = try await Self.session(server)
    let id = server.test.acme.application.id
    try await server.run { browser in
      for form in ["applicationId=\(id)", "applicationId=\(id)&_csrf=wrong"] {
        let reply = try await browser.post("/do/test.touch", form: form, cookie)
        #expect(reply.status == 303)
        #expect(FlashText.of(reply)?.contains("too old") == true)
      }
      let foreign = cookie.merging(["origin": "null"]) { $1 }
      let reply = try await browser.post("/do/test.touch", form: "applicationId=\(id)&_csrf=\(token)", foreign)
      #expect(FlashText.of(reply) == "Invalid origin")
      #expect(try await browser.post("/do/test.touch", form: "applicationId=\(id)").status == 401)
      #expect(try await browser.post("/do/test.echo", form: "name=x&_csrf=\(token)", cookie).status == 404)
    }
    let organization = server.test.acme.organization.id
    let rows = try await server.test.store.read { try $0.audit.all(in: organization, limit: 10, offset: 0) }
    #expect(rows.isEmpty)
  }

  @Test("are shown again by the dashboard with what was typed, but no secrets")
  func refused() async throws {
    let server = try await TestServer.make(htmlAnswers: TestPages())
    let (cookie, token) = try await Self.session(server)
    let id = server.test.acme.application.id
    try await server.run { browser in
      let reply = try await browser.post(
        "/do/test.touch",
        form: "_csrf=\(token)&_form=f1&_back=/a%3Fb&applicationId=\(id)&note=bad&password=hunter2", cookie)
      #expect(reply.status == 400)
      #expect(reply.text == "f1 /a?b note=must be good typed=bad secret=none")
    }
  }

  /// Shows what it was handed.
  struct TestPages: HTMLAnswers {
    func page(for form: RefusedForm, _ request: Request, _ context: SlipwayRequestContext) async -> Response? {
      let text =
        "\(form.form) \(form.back) note=\(form.failure.problems["note"] ?? "") typed=\(form.values["note"]?.last ?? "")"
        + " secret=\(form.values["password"]?.last ?? "none")"
      return Response(status: form.failure.status, body: ResponseBody(byteBuffer: .init(string: text)))
    }
  }
}

/// The sentence of the flash cookie that a reply sets.
enum FlashText {
  static func of(_ reply: TestReply) -> String? {
    guard let value = reply.cookie(FlashCookie.name) else { return nil }
    let request = Request(
      head: HTTPRequest(
        method: .get, scheme: nil, authority: nil, path: "/",
        headerFields: [.cookie: "\(FlashCookie.name)=\(value)"]),
      body: RequestBody(buffer: .init()))
    return FlashCookie(of: request)?.sentence
  }
}

extension String {
  fileprivate var leftPadded: String { count < 2 ? "0" + self : self }
}
