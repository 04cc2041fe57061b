import Testing

@testable import SlipwayEngine

struct TerminalTextTests {
  @Test(arguments: [
    ("plain\ttext ü", "plain\ttext ü"), ("\u{1B}[1;31mred\u{1B}[0m", "red"), ("\u{1B}]0;title\u{07}after", "after"),
    ("\u{1B}]8;;http://evil\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"), ("a\u{08}\u{7F}b\r", "ab"), ("a\0b", "a b"),
    ("a\u{9B}31mb", "a31mb"),
    ("cut\u{1B}", "cut"), ("cut\u{1B}[3", "cut"), ("cut\u{1B}]0;x", "cut"), ("\u{1B}cx", "x"),
  ])
  func `Nothing is left that a terminal would obey`(text: String, plain: String) {
    #expect(String(decoding: TerminalText.plain(text.utf8), as: UTF8.self) == plain)
  }
}
