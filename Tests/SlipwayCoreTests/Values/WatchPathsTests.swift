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
      (["./src/**"], "src/x", true), (["src"], "src", true), (["**"], ".hidden/x", false), (["*"], ".env", false),
      ([".*"], ".env", true),
      ([".github/**"], ".github/workflows/ci.yml", true), (["**/.env"], "a/.env", true), (["src/**"], "src", true),
      (["**/*"], "a/.b/c", false), (["src/{a,b{c,d}}/*.{js,ts}"], "src/bd/x.ts", true), (["v{1..3}/*"], "v2/x", true),
      (["v{1..3}/*"], "v4/x", false), (["@(a|b).txt"], "b.txt", true), (["@(a|b).txt"], "ab.txt", false),
      (["+(ab|c)"], "abcab", true), (["*(ab)"], "", true), (["x?(y)z"], "xz", true), (["!(a|b).md"], "c.md", true),
      (["!(a|b).md"], "b.md", false), (["src/!(test)/**"], "src/test/x", false),
      (["src/!(test)/**"], "src/lib/x", true),
      (["[[:digit:]]*.sql"], "01-init.sql", true), (["[[:alpha:]].c"], "1.c", false), (["\\*.md"], "*.md", true),
      (["\\*.md"], "a.md", false), (["a**b"], "axxb", true), (["a**b"], "a/b", false), (["(a|b)/x"], "a/x", true),
      (["[a"], "[a", true), (["{a"], "{a", true), (["@(a"], "@(a", true),
      (["src/**/test"], "src/test", true),
    ])
  func matches(patterns: [String], file: String, expected: Bool) {
    #expect(WatchPaths.match(patterns, files: [file]) == expected)
  }

  @Test("A negated pattern excludes")
  func negates() {
    #expect(WatchPaths.match(["**", "!docs/**"], files: ["docs/a.md"]) == false)
    #expect(WatchPaths.match(["**", "!docs/**"], files: ["docs/a.md", "src/a"]) == true)
    #expect(WatchPaths.match(["!docs/**"], files: ["src/a"]) == true)
    #expect(WatchPaths.match(["!docs/**"], files: ["docs/a"]) == false)
  }

  @Test("Without patterns every push deploys; with patterns a push without files does not")
  func handlesEmpty() {
    #expect(WatchPaths.match(nil, files: []) == true)
    #expect(WatchPaths.match(["", " "], files: []) == true)
    #expect(WatchPaths.match(["src/**"], files: []) == false)
  }

  @Test("A hostile pattern costs no more than pattern times text")
  func isBounded() {
    let pattern = String(repeating: "*a", count: 200) + "b"
    #expect(WatchPaths.match([pattern], files: [String(repeating: "a", count: 2000)]) == false)
    #expect(
      WatchPaths.match([String(repeating: "*(a|aa)", count: 30) + "b"], files: [String(repeating: "a", count: 500)])
        == false)
    #expect(
      WatchPaths.match([String(repeating: "!(a)", count: 40) + "/"], files: [String(repeating: "a", count: 250)])
        == false)
  }

  @Test(
    "A range that ends at the smallest number does not end the process, and an endless one does not eat the memory",
    arguments: [
      "{0..-9223372036854775808}", "{-9223372036854775808..9223372036854775807}", "{1..257}", "!{0..999999999}",
      String(repeating: "{a,b}", count: 40),
    ])
  func boundsBraces(pattern: String) {
    #expect(!WatchPaths.isBounded([pattern]))
    #expect(WatchPaths.match([pattern], files: ["x"]) == nil)
    #expect(WatchPaths.isBounded(["{1..256}", "{9223372036854775806..9223372036854775807}"]))
    #expect(!WatchPaths.isBounded(Array(repeating: "{1..256}", count: 8)))
  }

  @Test("Nested groups over many long names end without an answer instead of taking minutes")
  func countsWork() {
    let hostile = String(repeating: "*(", count: 8) + "a" + String(repeating: ")", count: 8) + "b"
    let files = Array(repeating: String(repeating: "a", count: 400), count: 2000)
    #expect(WatchPaths.match([hostile], files: files, work: 100_000) == nil)
    #expect(WatchPaths.match(["src/**"], files: Array(repeating: "docs/a.md", count: 2000), work: 100_000) == false)
  }
}
