import Testing

@testable import SlipwayCompose

struct ComposeInterpolationTests {
  @Test(arguments: [
    ("plain", "plain"), ("$A", "a"), ("${A}b", "ab"), ("$$A", "$A"), ("$", "$"), ("${NO}", ""), ("$NO", ""),
    ("${NO:-x}", "x"), ("${NO-x}", "x"), ("${EMPTY:-x}", "x"), ("${EMPTY-x}", ""), ("${A:+x}", "x"), ("${NO:+x}", ""),
    ("${EMPTY+x}", "x"), ("${NO:-${A}b}", "ab"), ("${NO:-${NO2:-${A}}}c", "ac"), ("${A:?must}", "a"), ("${A", "a"),
  ])
  func `Variables get the values that Compose gives them`(text: String, expected: String) {
    #expect(ComposeInterpolation(environment: ["A": "a", "EMPTY": ""]).value(of: text) == expected)
  }

  @Test func `Defaults within defaults have an end`() {
    let text = String(repeating: "${NO:-", count: 10_000) + "x" + String(repeating: "}", count: 10_000)
    #expect(ComposeInterpolation(environment: [:]).value(of: text).contains("$"))
  }
}
