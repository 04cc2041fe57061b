import Testing

@testable import SlipwayWeb

@Suite struct HealthCommandTests {
  @Test(
    "Docker's words are one line",
    arguments: [
      (["CMD-SHELL", "curl -f http://x || exit 1"], "curl -f http://x || exit 1"),
      (["CMD", "wget", "-q", "http://x"], "wget -q http://x"), (["NONE"], ""), ([], ""),
      (["odd", "words"], "odd words"),
    ])
  func typed(test: [String], line: String) {
    #expect(HealthCommand.typed(test) == line)
  }

  @Test func `a line that was not touched keeps its exact words`() {
    let stored = ["CMD", "wget", "a b"]
    #expect(HealthCommand.test("wget a b", stored: stored) == stored)
    #expect(HealthCommand.test("wget c", stored: stored) == ["CMD-SHELL", "wget c"])
    #expect(HealthCommand.test("curl x", stored: nil) == ["CMD-SHELL", "curl x"])
  }
}
