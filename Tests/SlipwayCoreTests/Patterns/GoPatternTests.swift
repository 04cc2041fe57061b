import Testing

@testable import SlipwayCore

@Suite struct GoPatternTests {
  @Test(arguments: [
    ("^https?://old[.]com/(.*)$", "https://new.com/${1}", "http://old.com/a?b=c", "https://new.com/a?b=c"),
    ("a", "b", "banana", "bbnbnb"), ("x*", "-", "ab", "-a-b-"), ("a*", "-", "baac", "-b-c-"),
    ("(a)(b)?", "[$1$2]", "aab", "[a][ab]"),
    ("(?P<rest>x+)$", "${rest}!", "axx", "axx!"), ("(?i)HOST", "h", "xHosty", "xhy"), ("a+?", "-", "aa", "--"),
    ("a{2,3}", "-", "aaaaa", "--"), ("x|xy", "-", "xy", "-y"), ("(?:ab|c)+", "-", "abcabx", "-x"),
    ("[^/]+$", "z", "a/b", "a/z"), (#"\d\w\s"#, "-", "a1b c", "a-c"), (#"\bfoo\b"#, "-", "foo food", "- food"),
    (#"\Qa.b\E"#, "-", "a.b axb", "- axb"), ("[[:digit:]-]", ".", "a-1", "a.."), (#"\x41\x{42}"#, "-", "AB", "-"),
    ("(?s).+", "-", "a\nb", "-"), ("(?m)^b", "-", "a\nb", "a\n-"), ("a.c", "$$", "abc", "$"),
    ("x{,2}", "-", "x{,2}", "-"),
    ("ü+", "u", "süü", "su"), (#"[\w.]+"#, "-", "a.b c", "- -"), ("(?U)a+", "-", "aa", "--"), ("]", "-", "a]", "a-"),
  ]) func `patterns fit as they do in Go`(pattern: String, replacement: String, text: String, result: String) throws {
    #expect(try GoPattern(pattern).replacing(in: text, with: replacement) == result)
  }

  @Test(arguments: [
    "a**", "a*+", "*a", "+", "(a", "a)", "[a", "[z-a]", "(?=a)", "(?!a)", "(?<=a)b", "(?<!a)b", "(?>a)", #"(a)\1"#,
    #"\Z"#, #"\k<a>"#, "a{1001}", "a{3,2}", "(?P<n>a)(?P<n>b)", "(?P<>a)", "(?z)", "[[:nix:]]", #"a\"#, #"\x"#, "(?i",
    "((a{500}){500}){500}", "",
  ]) func `what Go refuses is refused and says why`(pattern: String) {
    let error = #expect(throws: SlipwayError.self) { try GoPattern(pattern) }
    #expect(error?.code == .badRequest && error?.details["regex"]?.isEmpty == false)
  }

  @Test func `no pattern makes it go back and forth`() throws {
    let began = ContinuousClock.now
    for pattern in ["(a+)+$", "(a|aa)+$", "(.*a){20}$", "([a-z]+)*!"] {
      #expect(try GoPattern(pattern).replacing(in: String(repeating: "a", count: 2000) + "b", with: "-") == nil)
    }
    #expect(ContinuousClock.now - began < .seconds(20))
  }

  @Test func `groups that are not there are found`() throws {
    let pattern = try GoPattern("(a)(?P<host>b)")
    #expect(pattern.unknownGroups(in: "$0 ${1} $host $$ $ ${host}x").isEmpty)
    #expect(pattern.unknownGroups(in: "$1x/${3}$nothing") == ["1x", "3", "nothing"])
  }
}
