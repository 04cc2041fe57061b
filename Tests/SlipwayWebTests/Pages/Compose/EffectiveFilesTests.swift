import SlipwayCore
import Testing

@testable import SlipwayProcedures
@testable import SlipwayWeb

@Suite struct EffectiveFilesTests {
  private static func text(next: String?, running: String?, isTyped: Bool = true) -> String {
    let output = ComposeEffective.Output(
      text: next, additions: [], problem: nil,
      running: running.map { ComposeEffective.Running(text: $0, additions: []) })
    return EffectiveFiles(output: output, isTyped: isTyped).html.text
  }

  @Test func `what runs is the file in service, and the draft is told apart from it`() {
    let both = Self.text(next: "image: draft", running: "image: serving")
    #expect(both.contains("What runs") && both.contains("serving"))
    #expect(both.contains("What the next deployment runs") && both.contains("draft"))
    let same = Self.text(next: "image: serving", running: "image: serving")
    #expect(same.contains("What runs") && !same.contains("next deployment"))
    let first = Self.text(next: "image: draft", running: nil)
    #expect(!first.contains("What runs") && first.contains("What the next deployment runs"))
    let ofRepository = Self.text(next: "image: serving", running: "image: serving", isTyped: false)
    #expect(ofRepository.contains("What runs") && !ofRepository.contains("next deployment"))
  }
}
