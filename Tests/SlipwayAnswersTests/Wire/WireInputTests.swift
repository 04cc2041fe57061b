import Foundation
import SlipwayCore
import SlipwayAnswers
import Testing

@Suite("JSON from outside")
struct JSONReaderTests {
  @Test("is read as it stands")
  func values() throws {
    #expect(
      try JSONReader.read(#" {"a":[1,-2.5,1e3,true,false,null,"x\n\u00e4\ud83d\ude00"],"b":{}} "#)
        == ["a": [1, .number(-2.5), .number(1000), true, false, .null, "x\nä😀"], "b": [:]])
    #expect(try JSONReader.read("0") == 0)
    #expect(try JSONReader.read("-0.5") == .number(-0.5))
    #expect(try JSONReader.read("99999999999999999999") == .number(1e20))
  }

  @Test(
    "is refused when it is none",
    arguments: [
      "", " ", "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "{a:1}", "01", "-", "1.", ".5", "+1", "1e", "0x10", "nan", "tru",
      "\"\n\"", "\"\\x\"", "\"\\ud800\"", "\"\\u0000\"", "\"\\u12g4\"", "\"abc", "1 2", "[1 2]", "--1", "1-2", "1.e5",
      "00",
    ])
  func refusals(text: String) {
    #expect(throws: SlipwayError.self) { try JSONReader.read(text) }
  }

  @Test("nests at most 64 levels, and deeper text costs nothing")
  func depth() throws {
    _ = try JSONReader.read(String(repeating: "[", count: 64) + String(repeating: "]", count: 64))
    #expect(throws: SlipwayError.self) {
      try JSONReader.read(String(repeating: "[", count: 65) + String(repeating: "]", count: 65))
    }
    #expect(throws: SlipwayError.self) { try JSONReader.read(String(repeating: "{\"a\":", count: 500_000)) }
  }

  @Test("that is not UTF-8 is refused")
  func encoding() {
    #expect(throws: SlipwayError.self) { try JSONReader.read(Data([0x22, 0xFF, 0xFE, 0x22])) }
  }
}

@Suite("Form fields")
struct TextFieldsTests {
  @Test("are decoded in their order")
  func decoding() throws {
    let fields = try TextFields(parsing: "a=1+2&b=%C3%A4&a=3&&c&=d")
    #expect(fields.fields.map { "\($0.name)=\($0.value)" } == ["a=1 2", "b=ä", "a=3", "c=", "=d"])
    #expect(fields["a"] == "3")
  }

  @Test("with a bad encoding are refused", arguments: ["a=%", "a=%2", "a=%GG", "a=%FF", "a=%00", "%+1=a"])
  func refusals(text: String) {
    #expect(throws: SlipwayError.self) { try TextFields(parsing: text) }
  }
}
