import SlipwayCore
import Testing

@testable import SlipwayWeb

@Suite struct EnvironmentEditorTests {
  private static func markup(_ text: String, problems: [String: String] = [:]) -> Markup {
    let form = PostForm("save-environment", PostFormTests.context())
    return Markup(EnvironmentEditor(name: "env", label: "Variables", text: text, problems: problems).html(form).text)
  }

  @Test func `the table has a line for each variable and one to add, the text is the text`() {
    let markup = Self.markup("A=1\n# comment\nB=\"two\nlines\"\n")
    #expect(markup.problems.isEmpty)
    let names = markup.all("input").filter { $0.attributes["name"] == "env-name" }.map { $0.attributes["value"] }
    #expect(names == ["A", "B", "", ""], "the last two: the blank line, and the one in the template")
    #expect(markup.text.contains("# comment"))
  }

  @Test func `values are hidden in the table until somebody looks`() {
    let values = Self.markup("TOKEN=s3cret\n").all("textarea").filter { $0.attributes["name"] == "env-value" }
    #expect(values.first?.attributes["class"] == "masked")
  }

  @Test func `a reference that leads nowhere is said at its line, lines that are no variables are said by number`() {
    let markup = Self.markup("A=${{project.X}}\nnonsense\n", problems: ["A": "Nothing is called project.X"])
    #expect(markup.values("class").contains { $0.contains("unresolved") })
    #expect(markup.text.contains("Nothing is called project.X"))
    #expect(markup.text.contains("Line 2"))
  }

  @Test("Hostile variables stay in their fields", arguments: Attack.texts)
  func hostile(attack: String) {
    let value = attack.replacing("\u{0}", with: "").replacing("\n", with: " ").replacing("\r", with: " ")
    let text = EnvironmentVariables([.init(name: "A", value: value)]).rendered()
    let hostile = Self.markup(text)
    #expect(hostile.problems.isEmpty)
    #expect(hostile.shape == Self.markup("A=1\n").shape)
  }
}
