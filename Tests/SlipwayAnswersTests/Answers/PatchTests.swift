import Foundation
import SlipwayCore
import Testing

@testable import SlipwayAnswers

@Suite struct PatchTests {
  private struct Sample: Codable {
    var text: Patch<String>
    @Null var required: Int?
  }

  @Test func `left out, null and a value are told apart`() throws {
    let decode = { try JSONDecoder().decode(Sample.self, from: Data(($0 as String).utf8)).text }
    #expect(try decode(#"{"required":null}"#).applied(to: "old") == "old")
    #expect(try decode(#"{"required":null,"text":null}"#).applied(to: "old") == nil)
    #expect(try decode(#"{"required":null,"text":"new"}"#).applied(to: "old") == "new")
    #expect(try decode(#"{"required":null,"text":null}"#).applied(to: "old", default: "/") == "/")
  }

  @Test func `what may be null must still be there`() {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Sample.self, from: Data(#"{}"#.utf8)) }
  }

  @Test func `what was left out is not written`() throws {
    let text = { String(decoding: try JSONEncoder().encode($0 as Sample), as: UTF8.self) }
    #expect(try text(Sample(text: .keep, required: nil)) == #"{"required":null}"#)
    #expect(try text(Sample(text: .clear, required: nil)).contains(#""text":null"#))
  }

  @Test func `unknown members of a strict value are named`() throws {
    let decode = { try WireInput(json: Data(($0 as String).utf8)).decode(Strict<SwarmPlacement>.self) }
    #expect(try decode(#"{"Constraints":["a"],"MaxReplicas":null}"#).value.Constraints == ["a"])
    let refusal = #expect(throws: SlipwayError.self) {
      try decode(#"{"Preferences":[{"Spread":{"SpreadDescriptor":"x","More":1}}]}"#)
    }
    #expect(refusal?.message.contains("Preferences.Spread.More") ?? false)
  }
}
