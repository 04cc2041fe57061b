import Foundation
import SlipwayCore
import Testing

@testable import SlipwayCompose

struct YAMLTreeTests {
  private func problem(_ text: String) -> String? {
    #expect(throws: SlipwayError.self) { try YAMLTree.read(text, field: "composeFile") }?.details["composeFile"]
  }

  /// Nine aliases of nine aliases, and so on.
  private func bomb(end: String) -> String {
    (1...12).reduce("a0: &a0 [x, x, x]\n") { text, level in
      text + "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
    } + end
  }

  @Test func `Every scalar is spelled as it was`() throws {
    let text = """
      quoted: "08"
      octal: 0755
      truth: yes
      one: '1'
      clock: 22:22
      nothing:
      tilde: ~
      date: 2001-12-14
      block: |-
        #!/bin/sh
        echo "$$HOME"
      number: 1_000

      """
    #expect(try YAMLTree.write(try YAMLTree.read(text, field: "composeFile")) == text)
  }

  @Test func `Lists and maps in brackets get lines of their own, and stay empty when they are`() throws {
    let tree = try YAMLTree.read("a: [x, {b: , c: ~}]\nd: {}\ne: []\n", field: "composeFile")
    #expect(try YAMLTree.write(tree) == "a:\n- x\n- b:\n  c: ~\nd: {}\ne: []\n")
  }

  @Test func `Aliases and merge keys say what they stand for`() throws {
    let tree = try YAMLTree.read(
      """
      x: &x {a: 1, b: 2}
      y: &y {b: 3, c: 4}
      one: {<<: *x, a: 5}
      two: {<<: [*x, *y]}
      three: {<<: {d: *y}}
      """, field: "composeFile")
    #expect(tree["one"]?.pairs?.map(\.key.text) == ["a", "b"])
    #expect(tree["one"]?["a"]?.text == "5")
    #expect(["a", "b", "c"].map { tree["two"]?[$0]?.text } == ["1", "2", "4"])
    #expect(tree["three"]?["d"]?["c"]?.text == "4")
    #expect(tree["three"]?["<<"] == nil)
  }

  @Test func `A text by its tag gets quotes, and a number by its tag loses them`() throws {
    let tree = try YAMLTree.read("a: !!str 012\nb: !!int \"5\"\n", field: "composeFile")
    #expect(try YAMLTree.write(tree) == "a: \"012\"\nb: 5\n")
    #expect(problem("a:\n  b: !reset []")?.hasPrefix("line 2: the tag !reset") == true)
  }

  @Test(.timeLimit(.minutes(1))) func `A few lines of aliases do not become a billion values`() {
    #expect(problem(bomb(end: ""))?.contains("more than 100000 values") == true)
    for end in ["z: {*a12 : 1}", "z: {[*a12] : 1}", "z:\n  ?\n    - *a12\n  : 4", "z: {? [*a12\n] : 1}"] {
      #expect(problem(bomb(end: end))?.contains("a key must be a text") == true, "\(end)")
    }
  }

  @Test(.timeLimit(.minutes(1))) func `A long text behind many aliases does not become gigabytes`() {
    let aliases = String(repeating: "*x,", count: 50_000)
    let long = String(repeating: "y", count: 500_000)
    #expect(problem("x: &x \(long)\nz: [\(aliases)]")?.contains("more than 4 MiB") == true)
    let key = String(repeating: "y", count: 1000)
    #expect(problem("x: &x {\(key): 1}\nz: [\(aliases)]")?.contains("more than 4 MiB") == true)
  }

  @Test func `What is too long or too deep is refused at once`() {
    let long = #expect(throws: SlipwayError.self) {
      try YAMLTree.read("a: " + String(repeating: "x", count: 5_000_000), field: "composeFile")
    }
    #expect(long?.code == .payloadTooLarge && long?.details["composeFile"] == "may have at most 1 MiB")
    #expect(problem(String(repeating: "[", count: 50_000))?.contains("nesting level") == true)
  }

  @Test(arguments: [1200, 30_000]) func `Aliases in aliases in aliases are refused, and end no process`(count: Int) {
    let lists = (1..<count).map { "x\($0): &x\($0) [*x\($0 - 1)]" }
    let maps = (1..<count).map { "x\($0): &x\($0) {a: *x\($0 - 1)}" }
    for lines in [lists, maps] {
      let text = (["x0: &x0 [1]"] + lines).joined(separator: "\n")
      #expect(
        problem(text)?.contains("stand too deep in one another") == true)
    }
    let deep = String(repeating: "[", count: 900) + "1" + String(repeating: "]", count: 900)
    #expect(
      problem("a: &a \(deep)\nb: \(deep.replacingOccurrences(of: "1", with: "*a"))")?.contains("too deep") == true)
  }

  @Test(arguments: [30, 300, 900, 999, 2000]) func `However deep a file is, the process outlives it`(depth: Int) {
    let lists = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let maps = String(repeating: "{a: ", count: depth) + "1" + String(repeating: "}", count: depth)
    for text in [
      "a: \(lists)", maps, "x: &x \(lists)\ny: *x",
      (0..<depth).map { "\(String(repeating: " ", count: $0))a:" }.joined(separator: "\n"),
    ] {
      if let tree = try? YAMLTree.read(text, field: "composeFile") { _ = try? YAMLTree.write(tree) }
    }
  }

  @Test(arguments: [
    ("a: 1\nb: 2\na: 3\n", "line 1: the key 'a' stands there twice"),
    ("a:\n  - b\n - c\n", "line 3"),
    ("a: *nobody\n", "line 1, column 4: found undefined alias"),
    ("a: 1\n---\nb: 1\n", "another document"),
    ("# nothing\n", "is empty"),
    ("a:\n\tb: 1\n", "line 2"),
    ("a: {<<: 1}\n", "line 1: '<<' can merge mappings only"),
    ("a: \u{1}\n", "is no text that YAML allows"),
  ])
  func `A mistake is named with its line`(text: String, expected: String) {
    #expect(problem(text)?.contains(expected) == true, "\(problem(text) ?? "nothing")")
  }

  @Test(arguments: ["yes", "08", "22:22", "null", "a: b", " x", "#x", "*x", "é", "", "1.5", ".5", "-", "a\nb", "x:"])
  func `A text that Slipway adds is a text to every reader`(text: String) throws {
    let written = try YAMLTree.write(YAMLNode.map(["a": .text(text)]))
    #expect(written.contains("\""))
    #expect(try YAMLTree.read(written, field: "composeFile")["a"]?.text == text)
  }
}
