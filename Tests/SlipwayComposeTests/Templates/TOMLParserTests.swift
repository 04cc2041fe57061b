import SlipwayCore
import Testing

@testable import SlipwayCompose

struct TOMLParserTests {
  private func value(_ text: String) throws -> TOMLValue? { try TOMLParser.parse("a = \(text)", field: "t")["a"] }

  @Test(arguments: [
    ("\"x\"", TOMLValue.string("x")), (#""a\tb\"c\\d\u00e9""#, .string("a\tb\"c\\dé")),
    (#"'a\tb'"#, .string(#"a\tb"#)),
    ("\"\"\"\na\n  b\"\"\"", .string("a\n  b")), ("'''\n'a' \\n'''", .string("'a' \\n")),
    ("\"\"\"a \\\n   b\"\"\"", .string("a b")), ("\"\"\"a\"\"\"\"", .string("a\"")),
    ("\"\"\"\\$(x)\"\"\"", .string("\\$(x)")),
    ("1", .integer(1)), ("-8_000", .integer(-8000)), ("0x1F", .integer(31)), ("1.5", .float(1.5)),
    ("true", .boolean(true)),
    ("[1, 'a', # c\n [2],\n]", .array([.integer(1), .string("a"), .array([.integer(2)])])), ("[]", .array([])),
  ])
  func `Values are read as TOML has them`(text: String, expected: TOMLValue) throws {
    #expect(try value(text) == expected)
  }

  @Test func `Tables, lists of tables, dotted and quoted keys find their places`() throws {
    let root = try TOMLParser.parse(
      """
      # A template.
      title = "t" # here
      a.b."c d" = 1
      inline = { x = 1, y = { z = 2 } }

      [config]
      mounts = []
      [[config.domains]]
      port = 1
      [config.domains.more]
      x = 1
      [[config.domains]]
      port = 2
      [config.domains.more]
      x = 2
      [[config.mounts]]
      filePath = "f"
      """, field: "t")
    #expect(root["a"]?.table?["b"]?.table?["c d"] == .integer(1))
    #expect(root["inline"]?.table?["y"]?.table?["z"] == .integer(2))
    let domains = root["config"]?.table?["domains"]?.array
    #expect(domains?.map { $0.table?["port"] } == [.integer(1), .integer(2)])
    #expect(domains?.map { $0.table?["more"]?.table?["x"] } == [.integer(1), .integer(2)])
    #expect(root["config"]?.table?["mounts"]?.array?.count == 1)
    #expect(root.entries.map(\.key) == ["title", "a", "inline", "config"])
  }

  @Test(arguments: [
    ("a = 1\na = 2", "line 2: the key 'a' stands there twice"),
    ("[a]\n[a]", "line 2: the table [a] stands there twice"),
    ("a = 1\n[a]", "line 2: 'a' is a value, no table"), ("a = [1]\n[[a]]", "line 2: 'a' is no list of tables"),
    ("a = \"x\nb = 1", "line 1: a text has no end"), ("a = x", "line 1: 'x' is no value; a text needs quotes"),
    ("a =", "line 1: a value is missing"), ("a = 1 b = 2", "line 1: something follows"),
    ("= 1", "line 1: a key is missing"),
    ("a = \"\\q\"", "means nothing"), ("a = [1 2]", "a comma is missing in a list"), ("a = [1,", "a list has no end"),
    ("a = {x = 1", "a comma is missing in a table"), ("a = 2001-01-01", "is no value"), ("[a", "']' is missing"),
    ("a = \"\"\"x", "a text has no end"), ("a = \"\\uD800\"", "names no character"),
  ])
  func `A mistake is named with its line`(text: String, expected: String) {
    let error = #expect(throws: SlipwayError.self) { try TOMLParser.parse(text, field: "template.toml") }
    #expect(error?.details["template.toml"]?.contains(expected) == true, "\(error?.message ?? "nothing")")
  }

  @Test func `What is too long or too deep is refused`() {
    let deep = #expect(throws: SlipwayError.self) { try value(String(repeating: "[", count: 100_000)) }
    #expect(deep?.message.contains("too deep") == true)
    let long = #expect(throws: SlipwayError.self) { try value("'\(String(repeating: "x", count: 2_000_000))'") }
    #expect(long?.code == .payloadTooLarge)
  }
}
