import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures
import Testing

@testable import SlipwayWeb

@Suite struct TypedFieldsTests {
  private static let fields = TextFields([
    ("name", "  web  "), ("empty", "   "), ("replicas", " 3 "), ("cores", "0.5"), ("on", "false"), ("on", "true"),
    ("lines", "src/**\r\n\r\n  docs/** \n"), ("every", "30s"), ("word", "many"),
  ])

  @Test func `text is trimmed, and nothing typed is null`() {
    #expect(Self.fields.text("name") == "web")
    #expect(Self.fields.text("missing") == "")
    #expect(Self.fields.optional("name") == "web")
    #expect(Self.fields.optional("empty") == .null)
    #expect(Self.fields.optional("missing") == .null)
  }

  @Test func `a switch is the last of its two fields`() {
    #expect(Self.fields.flag("on") == true)
    #expect(Self.fields.flag("missing") == false)
  }

  @Test func `lines that are blank do not count`() {
    #expect(Self.fields.lines("lines") == ["src/**", "docs/**"])
    #expect(Self.fields.lines("missing") == [])
  }

  @Test func `numbers are read, and refused by their field`() throws {
    #expect(try Self.fields.integer("replicas") == 3)
    #expect(try Self.fields.integer("empty") == nil)
    #expect(try Self.fields.number("cores") == 0.5)
    #expect(try Self.fields.nanoseconds("every") == 30_000_000_000)
    for refused in [
      #expect(throws: SlipwayError.self, performing: { try Self.fields.integer("word") }),
      #expect(throws: SlipwayError.self, performing: { try Self.fields.number("word") }),
      #expect(throws: SlipwayError.self, performing: { try Self.fields.nanoseconds("word") }),
    ] {
      #expect(refused?.details.keys.sorted() == ["word"])
    }
  }

  @Test("A number is a number", arguments: ["nan", "inf", "-inf", "1e999", "", "0x"])
  func strangeNumbers(typed: String) {
    #expect(throws: SlipwayError.self) { try TextFields([("cores", typed)]).number("cores") }
  }

  @Test func `the text of an environment is the text, or what its table says`() {
    let text = "# comment\nA=1\nB=2\n"
    #expect(TextFields([("env", "A=1\r\nB=2\r\n")]).environment("env") == "A=1\nB=2\n")
    let table = TextFields([
      ("env", text), ("env-mode", "table"), ("env-name", "A"), ("env-value", "1"), ("env-name", " C "),
      ("env-value", "x y"), ("env-name", ""), ("env-value", "lost"),
    ])
    #expect(EnvironmentVariables(parsing: table.environment("env")).variables.map(\.name) == ["A", "C"])
    #expect(table.environment("env").hasPrefix("# comment\n"))
  }
}
