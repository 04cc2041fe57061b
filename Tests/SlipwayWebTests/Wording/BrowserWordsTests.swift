import Testing

@testable import SlipwayWeb

@Suite struct BrowserWordsTests {
  @Test(arguments: [
    ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux"),
    (
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0",
      "Edge on Windows"
    ),
    (
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1",
      "Safari on iPhone"
    ),
    ("curl/8.5.0", "curl"), ("", "Unknown browser"), ("<script>", "<script>"),
  ])
  func `a browser is named by what it says of itself`(userAgent: String, name: String) {
    #expect(BrowserWords.name(userAgent) == name)
  }
}
