import Foundation
import HTTPTypes
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayTesting
import Testing

@Suite("Uploads")
struct UploadTests {
  private static func form(_ parts: [(head: String, body: String)]) -> String {
    parts.map { "--XX\r\nContent-Disposition: form-data; \($0.head)\r\n\r\n\($0.body)\r\n" }.joined() + "--XX--\r\n"
  }

  private static func headers(_ key: String) -> [String: String] {
    ["x-api-key": key, "content-type": "multipart/form-data; boundary=XX"]
  }

  @Test(
    "come through on both doors, in any order of fields", arguments: ["/api/test.upload", "/api/trpc/test.upload"])
  func bothDoors(path: String) async throws {
    let server = try await TestServer.make()
    let body = Self.form([
      ("name=\"zip\"; filename=\"../../etc/app.zip\"", "PK some bytes"),
      ("name=\"applicationId\"", server.test.acme.application.id.rawValue),
    ])
    try await server.run { browser in
      let reply = try await browser.send(.post, path, Self.headers(server.key), body)
      #expect(reply.status == 200)
      #expect(reply.text.contains("PK some bytes"))
      #expect(reply.text.contains("\"size\":13"))
    }
    let left = (try? FileManager.default.contentsOfDirectory(atPath: server.test.engine.folders.uploads)) ?? []
    #expect(left.isEmpty)
  }

  @Test("are refused above their limit, and leave nothing")
  func limit() async throws {
    let server = try await TestServer.make()
    let body = Self.form([
      ("name=\"applicationId\"", server.test.acme.application.id.rawValue),
      ("name=\"zip\"; filename=\"a.zip\"", String(repeating: "x", count: (1 << 20) + 1)),
    ])
    try await server.run { browser in
      let reply = try await browser.send(.post, "/api/test.upload", Self.headers(server.key), body)
      #expect(reply.status == 413)
    }
    let left = (try? FileManager.default.contentsOfDirectory(atPath: server.test.engine.folders.uploads)) ?? []
    #expect(left.isEmpty)
  }

  @Test("of strangers and to foreign applications are refused")
  func access() async throws {
    let server = try await TestServer.make()
    let body = Self.form([
      ("name=\"applicationId\"", server.test.other.application.id.rawValue),
      ("name=\"zip\"; filename=\"a.zip\"", "x"),
    ])
    try await server.run { browser in
      let status1 = try await browser.send(.post, "/api/test.upload", Self.headers(server.key), body).status
      #expect(status1 == 404)
      let stranger = ["content-type": "multipart/form-data; boundary=XX"]
      let status2 = try await browser.send(.post, "/api/test.upload", stranger, body).status
      #expect(status2 == 401)
      let status3 = try await browser.send(.post, "/api/trpc/test.upload", stranger, body).status
      #expect(status3 == 401)
    }
  }

  @Test(
    "that are malformed get 400",
    arguments: [
      "", "--XX", "--XX\r\n\r\n\r\n--XX--", "--XX\r\nContent-Disposition: form-data; name=\"zip\"\r\n\r\nabc",
    ])
  func malformed(body: String) async throws {
    let server = try await TestServer.make()
    try await server.run { browser in
      let status4 = try await browser.send(.post, "/api/test.upload", Self.headers(server.key), body).status
      #expect(status4 == 400)
      let noBoundary = ["x-api-key": server.key, "content-type": "multipart/form-data"]
      let status5 = try await browser.send(.post, "/api/test.upload", noBoundary, body).status
      #expect(status5 == 400)
    }
  }
}
