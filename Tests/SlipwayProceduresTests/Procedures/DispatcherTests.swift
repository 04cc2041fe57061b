import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayProcedures
import SlipwayTesting
import Testing

/// Takes every kind of value.
private enum Shapes: Procedure {
  struct Part: Codable, Sendable, Equatable { var size: Int }
  struct Input: Codable, Sendable {
    var id: ID<Project>
    var number: Int
    var fraction: Double?
    var isOn: Bool?
    var parts: [Part]?
    var free: JSONValue?
    var when: Date?
    var role: Member.Role?
    var secret: Secret?
    var map: [String: Int]?
    var patch: Patch<Int>
  }
  struct Output: Codable, Sendable { var text: String }
  static let name = "test.shapes"
  static let kind = ProcedureKind.query
  static let summary = "Takes every kind of value"
  static func access(_ input: Input) -> Access { .anyone }
  static func run(_ input: Input, _ call: Call) async throws -> Output { Output(text: "\(input)") }
}

@Suite("The dispatcher")
struct DispatcherTests {
  @Test("reads texts as the numbers, booleans, lists and objects that were meant")
  func lenient() async throws {
    let test = try await TestCall.make(procedures: [Shapes.self])
    let answer = await test.answer(
      "test.shapes",
      [
        "id": "p", "number": "7", "fraction": "0.5", "isOn": "false", "parts": "[{\"size\":\"3\"}]",
        "free": ["a": "true"], "when": "2026-01-02T03:04:05.678Z", "role": "admin", "secret": "s", "map": ["a": 1],
        "patch": .null, "unknown": 1,
      ], as: nil)
    #expect(answer.code == nil, "\(answer.message)")
    for part in ["number: 7", "fraction: Optional(0.5)", "isOn: Optional(false)", "size: 3", "clear", "admin"] {
      #expect(answer.text.contains(part), "\(part) is not in \(answer.text)")
    }
    #expect(answer.text.contains("string(\\\"true\\\")"))
  }

  @Test("names every problem of an input at once")
  func problems() async throws {
    let test = try await TestCall.make(procedures: [Shapes.self])
    let answer = await test.answer(
      "test.shapes",
      [
        "number": .number(1.5), "isOn": "maybe", "parts": [["size": "x"], [:]], "when": "soon", "role": "king",
        "map": 5,
      ], as: nil)
    #expect(answer.code == .badRequest)
    #expect(answer.fields == ["id", "isOn", "map", "number", "parts.0.size", "parts.1.size", "role", "when"])
  }

  @Test("knows names in any case, and says which do not exist")
  func names() async throws {
    let test = try await TestCall.make(procedures: [TestOpen.self])
    #expect(await test.answer("TEST.Open", as: nil).isOK)
    #expect(await test.answer("test.none", as: nil).code == .notFound)
  }

  @Test("lets roles do what they may", arguments: Member.Role.allCases)
  func roles(role: Member.Role) async throws {
    let test = try await TestCall.make(procedures: TestProcedures.all)
    let input: JSONValue = ["applicationId": .string(test.acme.application.id.rawValue)]
    #expect(await test.answer("test.look", input, as: test.acme.caller(role)).isOK)
    let code = await test.answer("test.touch", input, as: test.acme.caller(role)).code
    #expect(code == (role == .member ? .forbidden : nil))
    #expect(await test.answer("test.touch", input, as: test.other.caller(role)).code == .notFound)
    #expect(await test.answer("test.touch", input, as: nil).code == .unauthorized)
  }
}

@Suite("The OpenAPI document")
struct OpenAPIDocumentTests {
  @Test("describes inputs, answers, queries and uploads")
  func document() throws {
    let document = try OpenAPIDocument(procedures: TestProcedures.all + [Shapes.self]).json()
    let paths = try #require(document["paths"])
    let echo = try #require(paths["/test.echo"]?["get"])
    #expect(echo["operationId"] == "test-echo")
    let names = (echo["parameters"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
    #expect(names == ["name", "count", "isOn", "tags", "kind"])
    let content = paths["/test.upload"]?["post"]?["requestBody"]?["content"]
    #expect(content?["multipart/form-data"]?["schema"]?["properties"]?["zip"]?["format"] == "binary")
    let touch = paths["/test.touch"]?["post"]?["requestBody"]?["content"]?["application/json"]?["schema"]
    #expect(touch?["required"] == ["applicationId"])
    let answer = document["components"]?["schemas"]?["TestTouchOutput"]?["properties"]?["application"]
    #expect(answer?["additionalProperties"]?["type"] == "string")
  }

  @Test("can be made of everything that the API can do")
  func everything() throws {
    let document = try OpenAPIDocument(procedures: Procedures.all).json()
    #expect(document["paths"]?.members.count == Set(Procedures.all.map { $0.name }).count)
  }
}
