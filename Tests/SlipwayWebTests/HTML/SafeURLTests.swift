import Testing

@testable import SlipwayWeb

@Suite struct SafeURLTests {
  @Test(
    "Only http and https lead outside",
    arguments: [
      "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
      "data:text/html,<script>", "vbscript:x", "file:///etc/passwd", "//evil.test", "/local", "", "http:evil.test",
      "https://a\nb", "https://a b", "https:/evil.test", "\u{1}https://a",
    ])
  func outside(address: String) {
    #expect(SafeURL.outside(address) == "#")
  }

  @Test func `what is harmless stays as it is`() {
    #expect(SafeURL.outside("https://shop.example.org/a?b=c#d") == "https://shop.example.org/a?b=c#d")
    #expect(SafeURL.outside("HTTP://shop.example.org") == "HTTP://shop.example.org")
  }
}
