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

  @Test(.timeLimit(.minutes(1)), arguments: [100, 100_000])
  func `Whatever makes a document deep is refused before it is built`(depth: Int) {
    func times(_ text: String) -> String { String(repeating: text, count: depth) }
    let dots = times("a.") + "a"
    let texts = [
      "a = " + times("["), "a = " + times("{a="), "a = " + times("[{a="), "\(dots) = 1", "[\(dots)]", "[[\(dots)]]",
      "a = {\(dots) = 1}", "\(times("'a' . "))a = 1",
    ]
    for text in texts {
      let error = #expect(throws: SlipwayError.self) { try TOMLParser.parse(text, field: "t") }
      #expect(error?.message.contains("too deep") == true, "\(text.prefix(20)): \(error?.message ?? "nothing")")
    }
  }

  @Test func `A header and a key are not deep together where each alone would not be`() {
    let key = String(repeating: "a.", count: 19) + "a"
    for text in ["[\(key)]\n\(key) = 1", "[[\(key)]]\n\(key) = 1"] {
      let error = #expect(throws: SlipwayError.self) { try TOMLParser.parse(text, field: "t") }
      #expect(error?.message.contains("line 2: lists or tables stand too deep") == true)
    }
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      ("[[x]]\n", ""), ("[[x]]\n[x.y]\n", ""), ("[[x.y]]\n", "[[x]]\n"), ("[[x]]\na=1\n", "x=[]\n"),
    ])
  func `A megabyte of headers is read in the time of a megabyte`(text: String, start: String) throws {
    let count = (TOMLParser.maximumBytes - 100) / text.utf8.count
    let root = try TOMLParser.parse(start + String(repeating: text, count: count), field: "t")
    let found = root["x"]?.array
    #expect(found?.count == count || found?.first?.table?["y"]?.array?.count == count)
  }

  @Test(.timeLimit(.minutes(1))) func `A megabyte of keys is read in the time of a megabyte`() throws {
    let entries = (0..<100_000).map { "a\($0)=1" }
    #expect(try TOMLParser.parse(entries.joined(separator: "\n"), field: "t").entries.count == 100_000)
    #expect(try value("{\(entries.joined(separator: ","))}")?.table?.entries.count == 100_000)
    let tables = (0..<70_000).map { "[a\($0)]" }
    #expect(try TOMLParser.parse(tables.joined(separator: "\n"), field: "t").entries.count == 70_000)
  }

  @Test func `What is too long is refused`() {
    let long = #expect(throws: SlipwayError.self) { try value("'\(String(repeating: "x", count: 2_000_000))'") }
    #expect(long?.code == .payloadTooLarge)
  }
}
