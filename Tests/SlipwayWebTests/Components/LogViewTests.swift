import Testing

@testable import SlipwayWeb

@Suite struct LogViewTests {
  @Test func `lines have numbers that can be linked to`() {
    let view = LogView(id: "log", title: "Log", lines: ["one", "<two>"], firstLine: 41, fileName: "a.log")
    let markup = Markup(view.html.text)
    #expect(markup.problems.isEmpty)
    #expect(markup.values("id") == ["log", "L41", "L42"])
    #expect(markup.values("href").filter { $0.hasPrefix("#L") } == ["#L41", "#L42"])
    #expect(markup.text.contains("<two>"))
  }

  @Test func `an empty log says what it waits for, a live one has its stream`() {
    let view = LogView(id: "log", title: "Log", stream: "/listen?a=b&c=d", fileName: "a.log", waiting: "Soon")
    let markup = Markup(view.html.text)
    #expect(markup.values("data-stream") == ["/listen?a=b&c=d"])
    #expect(markup.text.contains("Soon"))
    let full = Markup(LogView(id: "log", title: "Log", lines: ["x"], fileName: "a").html.text)
    #expect(full.elements.contains { $0.attributes["data-log-waiting"] != nil && $0.attributes["hidden"] != nil })
  }

  @Test("A hostile line stays a line", arguments: Attack.texts)
  func hostile(attack: String) {
    let view = { (text: String) in
      Markup(LogView(id: "log", title: text, stream: text, lines: [text], fileName: text, waiting: text).html.text)
    }
    #expect(view(attack).shape == view("x").shape)
  }
}
