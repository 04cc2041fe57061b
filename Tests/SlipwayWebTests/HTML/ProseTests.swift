import Testing

@testable import SlipwayWeb

@Suite struct ProseTests {
  @Test(arguments: [
    ("Run `slipway serve` again.", "Run <code>slipway serve</code> again."),
    ("`<b>`", "<code>&lt;b&gt;</code>"), ("one ` alone", "one ` alone"), ("<i>", "&lt;i&gt;"), ("", ""),
  ])
  func `what stands between backticks is for machines, and nothing becomes markup`(text: String, html: String) {
    #expect(Prose.html(text).text == html)
  }
}
