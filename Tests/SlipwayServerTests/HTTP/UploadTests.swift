import Foundation
import HTTPTypes
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayTesting
import Testing

@testable import SlipwayServer

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

  @Test("of a foreign application are refused before the file is taken")
  func early() async throws {
    let server = try await TestServer.make()
    let body =
      "--XX\r\nContent-Disposition: form-data; name=\"applicationId\"\r\n\r\n"
      + server.test.other.application.id.rawValue
      + "\r\n--XX\r\nContent-Disposition: form-data; name=\"zip\"; filename=\"a.zip\"\r\n\r\nnever ends"
    try await server.run { browser in
      for path in ["/api/test.upload", "/api/trpc/test.upload"] {
        let reply = try await browser.send(.post, path, Self.headers(server.key), body)
        #expect(reply.status == 404)
      }
    }
  }

  @Test("that hardly move give their place up")
  func slow() async throws {
    var limits = UploadLimits()
    limits.grace = .milliseconds(50)
    let pace = UploadPace(limits)
    let error = await #expect(throws: SlipwayError.self) {
      try await pace.during { progress in
        progress.note(10)
        try await Task.sleep(for: .seconds(60))
      }
    }
    #expect(error?.code == .timeout)
    let quick = try await pace.during { _ in 5 }
    #expect(quick == 5)
  }

  @Test("of one user do not take everybody's places")
  func places() {
    let places = AtWork()
    let one = [(name: "a", limit: 2), (name: "all", limit: 3)]
    let other = [(name: "b", limit: 2), (name: "all", limit: 3)]
    #expect(places.enter(one) && places.enter(one) && !places.enter(one))
    #expect(places.enter(other) && !places.enter(other))
    places.leave(one)
    #expect(places.enter(other))
  }
}
