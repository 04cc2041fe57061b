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

  @Test func `encoding leaves only unreserved characters`() {
    #expect(SafeURL.encoded("a b&c=d/é?#%") == "a%20b%26c%3Dd%2F%C3%A9%3F%23%25")
    #expect(SafeURL.encoded("AZaz09-._~") == "AZaz09-._~")
  }
}
