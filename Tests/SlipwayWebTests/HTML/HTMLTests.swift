import SlipwayCore
import Testing

@testable import SlipwayWeb

@Suite struct HTMLTests {
  @Test func `literals are markup, variables are text, markup stays markup`() {
    let name = "<b>"
    let inner: HTML = "<i>\(name)</i>"
    #expect(("<p>\(inner)\(name)</p>" as HTML).text == "<p><i>&lt;b&gt;</i>&lt;b&gt;</p>")
  }

  @Test func `a choice of literals is markup, a choice of variables is text`() {
    for isFirst in [true, false] {
      let (one, two) = ("<1>", "<2>")
      #expect(("\(isFirst ? "<b>" : "<i>")" as HTML).text == (isFirst ? "<b>" : "<i>"))
      #expect(("\(isFirst ? one : two)" as HTML).text == (isFirst ? "&lt;1&gt;" : "&lt;2&gt;"))
    }
  }

  @Test func `numbers and identifiers need no quotes`() {
    #expect(("\(42) \(ID<Project>("a<b"))" as HTML).text == "42 a&lt;b")
  }

  @Test func `lists and conditions leave nothing behind when they are empty`() {
    let none: [String] = []
    #expect(("[\(each: none, { "<li>\($0)</li>" })\(when: false, "x")\(nil as HTML?)]" as HTML).text == "[]")
    #expect(("\(each: ["<", ">"], { "<li>\($0)</li>" })" as HTML).text == "<li>&lt;</li><li>&gt;</li>")
  }

  @Test func `a flag stands or is left out, a value that is missing leaves its attribute out`() {
    #expect(Attribute.flag("checked", true).text == " checked")
    #expect(Attribute.flag("checked", false).isEmpty)
    #expect(Attribute.value("id", "a\"b").text == " id=\"a&quot;b\"")
    #expect(Attribute.value("id", nil).isEmpty)
  }
}
