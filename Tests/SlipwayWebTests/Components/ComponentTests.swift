import SlipwayCore
import Testing

@testable import SlipwayWeb

/// The small components, each by what it promises.
@Suite struct ComponentTests {
  @Test func `a status is a shape and a word, not a colour alone`() {
    for tone in [Tone.good, .working, .warning, .failed, .idle] {
      let markup = Markup(statusDot(tone, "Word").text)
      #expect(markup.problems.isEmpty)
      #expect(markup.text == "Word")
      #expect(markup.elements.contains { $0.name == "svg" || $0.attributes["class"] == "dot" })
    }
  }

  @Test func `an icon is hidden from readers unless it has a name`() {
    #expect(Markup(icon(.trash).text).elements[0].attributes["aria-hidden"] == "true")
    #expect(Markup(icon(.trash, label: "Delete").text).elements[0].attributes["aria-label"] == "Delete")
  }

  @Test func `a button that is only an icon has a name`() {
    let html: HTML =
      "\(copyText("a"))\(menu("More", []))\(Dialog(id: "d", title: "T").html(""))\(secretText("s", label: "key"))"
    let markup = Markup(html.text)
    for element in markup.elements where element.attributes["class"]?.contains("icon-button") == true {
      #expect(element.attributes["aria-label"]?.isEmpty == false, "\(element)")
    }
  }

  @Test func `a deletion asks for the name and says what goes`() throws {
    let form = PostForm("application.delete", PostFormTests.context())
    let name = "My app (v1.2)+*?"
    let dialog = DeleteDialog(id: "d", noun: "service", name: name, losses: ["its <data>"], form: form)
    let markup = Markup(dialog.html.text)
    #expect(markup.problems.isEmpty)
    let pattern = try #require(markup.values("pattern").first)
    #expect(pattern.contains("\\u{2b}\\u{2a}\\u{3f}"), "characters of a pattern stand for themselves: \(pattern)")
    #expect(markup.values("data-name") == [name])
    #expect(markup.text.contains("its <data>"))
  }

  @Test func `a tab knows where it is and which letter leads to it`() {
    let markup = Markup(
      tabs([Tab("One", "/1", key: "o"), Tab("Two", "/2", count: 3)], current: "/2", label: "Things").text)
    #expect(markup.all("a").map { $0.attributes["aria-current"] } == [nil, "page"])
    #expect(markup.all("a").map { $0.attributes["data-key"] } == ["o", nil])
  }

  @Test func `a table has a caption, headings with a scope, and labels for a phone`() {
    let table = Table(caption: "Tasks", columns: [.init("Task"), .init("Count", isNumber: true)])
    let markup = Markup(table.html([["<b>1</b>", "2"]]).text)
    #expect(markup.problems.isEmpty)
    #expect(markup.all("th").allSatisfy { $0.attributes["scope"] == "col" })
    #expect(markup.values("data-label") == ["Task", "Count"])
  }

  @Test func `a difference says what was and what is, also when there was nothing`() {
    let changes = [
      Evidence.Change(field: "a", before: nil, after: "<1>"), Evidence.Change(field: "b", before: "2", after: nil),
    ]
    let markup = Markup(diff(changes).text)
    #expect(markup.problems.isEmpty)
    #expect(markup.all("ins").count == 1)
    #expect(markup.all("del").count == 1)
    #expect(markup.text.contains("not set") && markup.text.contains("removed") && markup.text.contains("<1>"))
  }

  @Test func `an error can be copied whole`() {
    let box = ErrorBox(title: "Title", message: "Message", advice: "Advice").html
    #expect(Markup(box.text).values("data-copy") == ["Title\nMessage\nAdvice"])
    #expect(Markup(box.text).values("role") == ["alert"])
  }

  @Test("No component lets text out", arguments: Attack.texts)
  func hostile(attack: String) {
    func all(_ text: String) -> [String] {
      let form = PostForm("p", PostFormTests.context())
      let change = Evidence.Change(field: text, before: text, after: text)
      let html: HTML = """
        \(badge(text))\(statusDot(.good, text))\(copyText(text, label: text))\(secretText(text, label: text))\
        \(breadcrumb([Crumb(text, text), Crumb(text)]))\(tabs([Tab(text, text)], current: "", label: text))\
        \(diff([change]))\(ErrorBox(title: text, message: text, advice: text).html)\(keyValue([(text, "\(text)")]))\
        \(emptyState(.box, text, text))\(menu(text, []))\(more(text, ""))\(searchBox(text, over: text, value: text))\
        \(linkButton(text, href: text))\(dialogButton(text, opens: text))\(button(text, name: text, value: text))\
        \(Dialog(id: "d", title: text, note: text).html(""))\(Card(text).html(""))\(Flash(tone: .good, sentence: text).html)\
        \(DeleteDialog(id: "e", noun: text, name: text, losses: [text], form: form).html)\(Toggle("t", text, true).html(form))\
        \(Table(caption: text, columns: [.init(text)]).html([["\(text)"]]))\(pageHeading(text))
        """
      return Markup(html.text).shape
    }
    #expect(all(attack) == all("x"))
  }
}
