import HTTPTypes
import SlipwayCore
import SlipwayProcedures
import SlipwayStore
import SlipwayTesting
import Testing

@Suite("The REST door")
struct RESTDoorTests {
  @Test("coerces numbers, booleans and lists of a query, and reads false as false")
  func query() async throws {
    let server = try await TestServer.make()
    try await server.run { browser in
      let reply = try await browser.get(
        "/api/Test.Echo?name=a%20b+c&count=5&isOn=false&tags=one&unknown=1", ["x-api-key": server.key])
      #expect(reply.status == 200)
      #expect(reply.json["name"] == "a b c")
      #expect(reply.json["count"] == 5)
      #expect(reply.json["isOn"] == false)
      #expect(reply.json["tags"] == ["one"])
    }
  }

  @Test("names every problem of an input as an issue")
  func issues() async throws {
    let server = try await TestServer.make()
    try await server.run { browser in
      let reply = try await browser.get("/api/test.echo?count=x&kind=king", ["x-api-key": server.key])
      #expect(reply.status == 400)
      #expect(reply.json["code"] == "BAD_REQUEST")
      let fields = (reply.json["issues"]?.arrayValue ?? []).compactMap { $0["path"]?.arrayValue?.first?.stringValue }
      #expect(fields.sorted() == ["count", "kind", "name"])
      #expect(reply.json["data"]?["zodError"]?["fieldErrors"]?["name"] != nil)
    }
  }

  @Test("tells strangers nothing, not even which paths exist")
  func strangers() async throws {
    let server = try await TestServer.make()
    try await server.run { browser in
      for path in ["/api/test.open", "/api/no.such", "/api/test.echo?name=x"] {
        let reply = try await browser.get(path)
        #expect(reply.status == 401)
        let message = reply.json["message"]?.stringValue ?? ""
        #expect(message.hasPrefix("Unauthorized") && message.contains("x-api-key"))
        #expect(reply["WWW-Authenticate"] == #"ApiKey header="x-api-key""#)
      }
      #expect(try await browser.get("/api/test.echo?name=x", ["x-api-key": "wrong-key-of-some-length"]).status == 401)
      #expect(try await browser.get("/api/health").json == ["ok": true])
    }
  }

  @Test("answers 405 to another method, naming the right one, and 204 to HEAD")
  func methods() async throws {
    let server = try await TestServer.make()
    let key = ["x-api-key": server.key]
    try await server.run { browser in
      let written = try await browser.post("/api/test.echo", json: "{}", key)
      #expect(written.status == 405 && written["Allow"] == "GET" && written.json["code"] == "METHOD_NOT_SUPPORTED")
      let read = try await browser.get("/api/test.touch", key)
      #expect(read.status == 405 && read["Allow"] == "POST")
      #expect(read.json["message"] == "test.touch is a mutation: ask it by POST.")
      #expect(try await browser.send(.put, "/api/test.touch", key).status == 405)
      #expect(try await browser.send(.put, "/api/no.such", key).status == 404)
      #expect(try await browser.send(.delete, "/api/test.touch").status == 401)
      let status1 = try await browser.send(.head, "/api/test.touch").status
      #expect(status1 == 204)
    }
  }

  @Test("answers 405 where a route has no such method, and 404 where there is no route")
  func routes() async throws {
    let server = try await TestServer.make()
    try await server.run { browser in
      let health = try await browser.post("/api/health", json: "{}")
      #expect(health.status == 405 && health["Allow"] == "GET, HEAD")
      #expect(try await browser.send(.head, "/api/health").status == 200)
      #expect(try await browser.get("/api/auth/sign-in/email").status == 405)
      #expect(try await browser.get("/do/test.touch")["Allow"] == "POST")
      #expect(try await browser.send(.delete, "/no/such/route").status == 404)
    }
  }

  @Test("answers a foreign subject exactly as a missing one")
  func foreign() async throws {
    let server = try await TestServer.make()
    try await server.run { browser in
      let foreign = server.test.other.application.id
      var (one, two) = (
        try await browser.get("/api/test.look?applicationId=\(foreign)", ["x-api-key": server.key]),
        try await browser.get("/api/test.look?applicationId=nothing", ["x-api-key": server.key])
      )
      #expect(one.status == 404)
      #expect(one.json["message"] == "Application not found")
      for name in ["requestId"] {
        one.text = one.text.replacing(one.json[name]?.stringValue ?? "-", with: "")
        two.text = two.text.replacing(two.json[name]?.stringValue ?? "-", with: "")
      }
      #expect(one.text == two.text)
    }
  }

  @Test("wants JSON bodies of at most a mebibyte")
  func bodies() async throws {
    let server = try await TestServer.make()
    let key = ["x-api-key": server.key]
    let id = server.test.acme.application.id
    try await server.run { browser in
      let form = try await browser.post("/api/test.touch", form: "applicationId=\(id)", key)
      #expect(form.status == 415)
      let large = try await browser.post(
        "/api/test.touch", json: "{\"note\":\"\(String(repeating: "x", count: 1 << 20))\"}", key)
      #expect(large.status == 413)
      #expect(try await browser.post("/api/test.touch", json: "{", key).status == 400)
      let deep = String(repeating: "[", count: 10_000)
      #expect(try await browser.post("/api/test.touch", json: deep, key).status == 400)
      #expect(try await browser.post("/api/test.touch", json: "{\"applicationId\":\"\(id)\"}", key).status == 200)
    }
  }

  @Test("hides what went wrong inside, and names the request")
  func failures() async throws {
    let server = try await TestServer.make()
    try await server.run { browser in
      let reply = try await browser.post("/api/test.fail", json: "{}", ["x-api-key": server.key])
      #expect(reply.status == 500)
      #expect(!reply.text.contains("SELECT"))
      #expect(reply.json["requestId"]?.stringValue == reply["X-Request-Id"])
    }
  }

  @Test("refuses writes that another site makes a browser send")
  func crossSite() async throws {
    let server = try await TestServer.make()
    let cookie = ["cookie": "slipway_session=\(try await server.cookie())"]
    let body = "{\"applicationId\":\"\(server.test.acme.application.id)\"}"
    try await server.run { browser in
      let evil = try await browser.post(
        "/api/test.touch", json: body, cookie.merging(["origin": "https://evil.test"]) { $1 })
      #expect(evil.status == 403)
      #expect(evil.json["message"] == "Invalid origin")
      let plain = cookie.merging(["content-type": "text/plain"]) { $1 }
      #expect(try await browser.post("/api/test.touch", json: body, plain).status == 415)
      #expect(try await browser.post("/api/test.touch", json: body, cookie).status == 200)
    }
  }

  @Test("leaves an audit row for each mutation, also for refused ones")
  func audit() async throws {
    let server = try await TestServer.make()
    let key = ["x-api-key": server.key]
    let own = server.test.acme.application.id
    try await server.run { browser in
      _ = try await browser.post("/api/test.touch", json: "{\"applicationId\":\"\(own)\"}", key)
      _ = try await browser.post("/api/test.touch", json: "{\"applicationId\":\"evil\\nline\"}", key)
      _ = try await browser.post("/api/test.touch", json: "{}", key)
    }
    let organization = server.test.acme.organization.id
    let rows = try await server.test.store.read { try $0.audit.all(in: organization, limit: 10, offset: 0) }
    #expect(Set(rows.map(\.result)) == ["ok", "not_found", "bad_request"])
    #expect(rows.allSatisfy { !$0.subject.contains("\n") })
    #expect(rows.contains { $0.subject == "Application \(own)" && $0.userEmail == "owner@acme.test" })
  }
}
