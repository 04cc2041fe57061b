import SlipwayCore
import Testing

@testable import SlipwayWeb

@Suite struct EnvironmentTextTests {
  private static func replaced(_ text: String, _ values: [(String, String)]) -> String {
    EnvironmentText.replacing(
      variablesOf: text, with: EnvironmentVariables(values.map { .init(name: $0.0, value: $0.1) }))
  }

  @Test func `comments, blank lines and order stay where they are`() {
    let text = "# database\nA=1\n\n# level\nexport B='two'\n"
    #expect(Self.replaced(text, [("A", "1"), ("B", "two")]) == text)
    #expect(Self.replaced(text, [("A", "9"), ("B", "two")]) == "# database\nA=9\n\n# level\nexport B='two'\n")
    #expect(Self.replaced(text, [("B", "two")]) == "# database\n\n# level\nexport B='two'\n")
    #expect(Self.replaced(text, [("A", "1"), ("B", "two"), ("C", "x")]) == text + "C=x\n")
  }

  @Test(
    "Whatever is typed into the table is what the text says afterwards",
    arguments: [
      "plain", "two words", "  blanks  ", "a=b=c", "#hash", "a # b", "'single'", "\"double\"", "`tick`", "line\nline",
      "line\nB=2", "tab\t", "$HOME ${X}", "back\\slash", "\\n", "grüße 🚀", "both ' and \"", "", "\"", "'", "x'y\"z`w",
      "ends\n", "\nbegins", "a\r\nb",
    ])
  func values(value: String) {
    for text in ["", "A=old\n", "# c\nA=old\nZ=1", "A=\"over\nlines\"\nZ=1\n"] {
      let wanted = EnvironmentVariables([.init(name: "A", value: value), .init(name: "Z", value: "1")])
      let edited = EnvironmentText.replacing(variablesOf: text, with: wanted)
      let parsed = EnvironmentVariables(parsing: edited)
      #expect(parsed["A"] == value, "in \(text): \(edited)")
      #expect(parsed["Z"] == "1")
      #expect(parsed.ignoredLines.isEmpty)
    }
  }

  @Test func `changes are what was added, changed and removed`() {
    let changes = EnvironmentText.changes(from: "A=1\nB=2\nC=3\n", to: "# other comment\nC=3\nA=9\nD=4\n")
    #expect(changes.map(\.field) == ["A", "B", "D"])
    #expect(changes.map(\.before) == ["1", "2", nil])
    #expect(changes.map(\.after) == ["9", nil, "4"])
  }
}
