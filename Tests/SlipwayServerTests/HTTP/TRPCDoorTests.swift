import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayProcedures
import SlipwayTesting
import Testing

@Suite("The tRPC door")
struct TRPCDoorTests {
  private static func input(_ json: String) -> String {
    json.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  @Test(
    "takes wrapped and bare inputs",
    arguments: [#"{"json":{"name":"a"}}"#, #"{"name":"a"}"#, #"{"json":{"name":"a"},"meta":{}}"#])
  func inputs(json: String) async throws {
    let server = try await TestServer.make()
    try await server.run { browser in
      let reply = try await browser.get("/api/trpc/test.echo?input=\(Self.input(json))", ["x-api-key": server.key])
      #expect(reply.status == 200)
      #expect(reply.json["result"]?["data"]?["json"]?["name"] == "a")
    }
  }

  @Test("answers batches in their order, with 207 when they differ")
  func batch() async throws {
    let server = try await TestServer.make()
    try await server.run { browser in
      let input = Self.input(#"{"0":{"json":{"name":"a"}},"1":{"json":{}}}"#)
      let reply = try await browser.get(
        "/api/trpc/test.echo,test.echo?batch=1&input=\(input)", ["x-api-key": server.key])
      #expect(reply.status == 207)
      let answers = reply.json.arrayValue ?? []
      #expect(answers.count == 2)
      #expect(answers.first?["result"]?["data"]?["json"]?["name"] == "a")
      #expect(answers.last?["error"]?["json"]?["code"] == -32600)
    }
  }

  @Test("says null with its meta for a procedure that answers nothing, also to strangers when it is open")
  func nothing() async throws {
    let server = try await TestServer.make()
    try await server.run { browser in
      let reply = try await browser.get("/api/trpc/test.open")
      #expect(reply.text == #"{"result":{"data":{"json":null,"meta":{"values":["undefined"]}}}}"#)
      let refused = try await browser.get("/api/trpc/test.echo?input=%7B%22name%22%3A%22a%22%7D")
      #expect(refused.status == 401)
      #expect(refused.json["error"]?["json"]?["code"] == -32001)
      #expect(refused.json["error"]?["json"]?["data"]?["httpStatus"] == 401)
    }
  }

  @Test("answers 405 to another method, naming the right one")
  func methods() async throws {
    let server = try await TestServer.make()
    try await server.run { browser in
      let reply = try await browser.get("/api/trpc/test.touch?input=%7B%7D", ["x-api-key": server.key])
      #expect(reply.status == 405 && reply["Allow"] == "POST")
      #expect(reply.json["error"]?["json"]?["code"] == -32005)
      #expect(try await browser.get("/api/trpc/test.touch?input=%7B%7D").status == 401)
    }
  }

  @Test("puts the issues as JSON text into the message")
  func issues() async throws {
    let server = try await TestServer.make()
    try await server.run { browser in
      let reply = try await browser.post("/api/trpc/test.touch", json: "{\"json\":{}}", ["x-api-key": server.key])
      let message = try #require(reply.json["error"]?["json"]?["message"]?.stringValue)
      #expect(try JSONReader.read(message).arrayValue?.first?["path"] == ["applicationId"])
    }
  }
}
