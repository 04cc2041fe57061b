import SlipwayCore
import Testing

struct DisplayNameTests {
  @Test(arguments: ["Shop", "  Blog 2 ", "Бухгалтерия", "店", "שירות", "Caffè ☕️", "a\u{301}", "❤️"])
  func `A name of any language is taken`(typed: String) throws {
    #expect(try DisplayName.normalize(typed, field: "name") == typed.trimmingSpaces())
  }

  @Test(arguments: [
    ("Shop\u{202E}gnp", "U+202E"), ("a\u{2066}b", "U+2066"), ("a\u{2069}", "U+2069"), ("\u{200F}a", "U+200F"),
    ("Sh\u{200B}op", "U+200B"), ("Shop\u{2060}", "U+2060"), ("\u{FEFF}Shop", "U+FEFF"), ("a\nb", "U+000A"),
    ("a\u{0}", "U+0000"), ("a\u{1B}[31m", "U+001B"), ("a\u{2028}b", "U+2028"), ("a\u{3164}b", "U+3164"),
    ("a\u{AD}b", "U+00AD"), ("a\u{E0041}", "U+E0041"),
  ])
  func `A name with characters that nobody sees is refused, and they are named`(typed: String, code: String) {
    let error = #expect(throws: SlipwayError.self) { try DisplayName.normalize(typed, field: "name") }
    #expect(error?.message.contains(code) == true && error?.details.keys.contains("name") == true)
  }

  @Test(arguments: ["", "   ", "\u{A0}\u{2003}", String(repeating: "x", count: 201)])
  func `Nothing and too much are no names`(typed: String) {
    #expect(throws: SlipwayError.self) { try DisplayName.normalize(typed, field: "name") }
  }
}
