import Testing

@testable import SlipwayWeb

/// Text that would be markup if anything let it through.
enum Attack {
  static let texts = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)", "\" autofocus onfocus=\"alert(1)", "<svg/onload=alert(1)>", "--><b>", "]]><b>",
    "</textarea><b>", "</title><b>", "</style><b>", "<!--", "<![CDATA[", "&lt;b&gt;", "&#60;b&#62;", "&amp;",
    "javascript:alert(1)", "<\u{0}script>", "\u{0}", "＜script＞", "\u{202E}txt.exe", "\u{2066}a\u{2069}",
    "\u{FEFF}<b>",
    "<a\u{2028}b>", "`${alert(1)}`", "{{7*7}}", "\\\"><b>", "a\nb\r\nc\t<d>", "🚀<🚀>", "e\u{301}<\u{301}b>",
    "<" + String(repeating: "a", count: 10_000) + ">",
  ]

  /// All of them in two names: one that is hostile, one that is hostile and long.
  static let names = [
    texts.dropLast().filter { !$0.contains("\u{0}") && !$0.contains(where: \.isNewline) }.joined(separator: " "),
    texts[texts.count - 1],
  ]
}

@Suite struct HTMLEscapeTests {
  @Test("Hostile text stays text, in an element and in an attribute", arguments: Attack.texts)
  func text(_ attack: String) {
    let page = Markup(("<p title=\"\(attack)\">\(attack)</p>" as HTML).text)
    let seen = attack.replacing("\u{0}", with: "\u{FFFD}")
    #expect(page.problems.isEmpty)
    #expect(page.elements == [.init(name: "p", attributes: ["title": seen])])
    #expect(page.text == seen)
  }

  @Test func `the five characters are replaced, nothing else is`() {
    #expect(("\("<>&\"'" as String)" as HTML).text == "&lt;&gt;&amp;&quot;&#39;")
    #expect(("\("grüße/=`{}🚀" as String)" as HTML).text == "grüße/=`{}🚀")
  }

  @Test func `a combining mark behind a bracket does not hide it`() {
    #expect(!("\("<\u{301}b" as String)" as HTML).bytes.contains(UInt8(ascii: "<")))
  }
}
