import SlipwayCore
import Testing

/// Which pushes deploy, by the files that they change.
@Suite struct WatchPathsTests {
  @Test(
    "A file that a pattern matches deploys",
    arguments: [
      (["src/**"], "src/a/b.swift", true), (["src/**"], "docs/a.md", false), (["src/*"], "src/a/b", false),
      (["*.md"], "README.md", true), (["*.md"], "docs/x.md", false), (["**/*.md"], "docs/x.md", true),
      (["**/*.md"], "x.md", true), (["a?c"], "abc", true), (["a?c"], "a/c", false), (["[ab].txt"], "b.txt", true),
      (["[!ab].txt"], "c.txt", true), (["[a-c]x"], "bx", true), (["{src,lib}/**"], "lib/x", true),
      (["./src/**"], "src/x", true), (["src"], "src", true), (["**"], ".hidden/x", true),
      (["src/**/test"], "src/test", true),
    ])
  func matches(patterns: [String], file: String, expected: Bool) {
    #expect(WatchPaths.match(patterns, files: [file]) == expected)
  }

  @Test("A negated pattern excludes")
  func negates() {
    #expect(!WatchPaths.match(["**", "!docs/**"], files: ["docs/a.md"]))
    #expect(WatchPaths.match(["**", "!docs/**"], files: ["docs/a.md", "src/a"]))
    #expect(WatchPaths.match(["!docs/**"], files: ["src/a"]))
    #expect(!WatchPaths.match(["!docs/**"], files: ["docs/a"]))
  }

  @Test("Without patterns every push deploys; with patterns a push without files does not")
  func handlesEmpty() {
    #expect(WatchPaths.match(nil, files: []))
    #expect(WatchPaths.match(["", " "], files: []))
    #expect(!WatchPaths.match(["src/**"], files: []))
  }

  @Test("A hostile pattern costs no more than pattern times text")
  func isBounded() {
    let pattern = String(repeating: "*a", count: 200) + "b"
    #expect(!WatchPaths.match([pattern], files: [String(repeating: "a", count: 2000)]))
    #expect(!WatchPaths.match([String(repeating: "{a,b}", count: 40)], files: ["x"]))
  }
}
