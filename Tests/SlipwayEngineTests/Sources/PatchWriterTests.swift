import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

@Suite struct PatchWriterTests {
  private let root: String
  private let outside: String

  init() throws {
    let base = try temporaryPath("code")
    (root, outside) = (base + "/root", base + "/outside")
    for folder in [root, root + "/.git/hooks", outside] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    try "secret".write(toFile: outside + "/passwd", atomically: true, encoding: .utf8)
  }

  private func patch(_ path: String, _ content: String = "new", _ type: SourcePatch.Kind = .update) -> SourcePatch {
    SourcePatch(
      organizationID: ID("o"), deployableID: ID("a"), type: type, filePath: path, content: Secret(content),
      createdAt: Date(timeIntervalSince1970: 0))
  }

  private func text(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }

  @Test func `files are made with their folders, replaced with their mode, and deleted`() throws {
    let writer = PatchWriter(root: root)
    #expect(try writer.apply(patch("a/b/c.txt")))
    #expect(text(root + "/a/b/c.txt") == "new")
    let script = root + "/run.sh"
    try "old".write(toFile: script, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
    #expect(try writer.apply(patch("run.sh", "echo ü")))
    #expect(text(script) == "echo ü")
    #expect(try FileManager.default.attributesOfItem(atPath: script)[.posixPermissions] as? Int == 0o755)
    #expect(try writer.apply(patch("run.sh", "", .delete)))
    #expect(text(script) == nil)
    #expect(try !writer.apply(patch("run.sh", "", .delete)))
    #expect(try !writer.apply(patch("no/such/file", "", .delete)))
  }

  @Test func `a link is replaced, never followed`() throws {
    try FileManager.default.createSymbolicLink(atPath: root + "/link", withDestinationPath: outside + "/passwd")
    #expect(try PatchWriter(root: root).apply(patch("link")))
    #expect(text(root + "/link") == "new" && text(outside + "/passwd") == "secret")
  }

  @Test(arguments: ["out/passwd", "out/fresh", "loop/x"]) func `a path through a link is refused`(path: String) throws
  {
    try FileManager.default.createSymbolicLink(atPath: root + "/out", withDestinationPath: outside)
    try FileManager.default.createSymbolicLink(atPath: root + "/loop", withDestinationPath: "loop")
    for type in SourcePatch.Kind.allCases {
      #expect(throws: SlipwayError.self) { try PatchWriter(root: root).apply(patch(path, "x", type)) }
    }
    #expect(text(outside + "/passwd") == "secret" && text(outside + "/fresh") == nil)
  }

  @Test func `git's folder is out of reach, also by a link of another name`() throws {
    try FileManager.default.createSymbolicLink(atPath: root + "/hooks", withDestinationPath: ".git/hooks")
    for path in [".git/hooks/post-checkout", "hooks/post-checkout", "../outside/passwd", "/etc/passwd"] {
      #expect(throws: SlipwayError.self) { try PatchWriter(root: root).apply(patch(path)) }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/.git/hooks").isEmpty)
  }

  @Test func `a folder is no file`() throws {
    try FileManager.default.createDirectory(atPath: root + "/dir", withIntermediateDirectories: true)
    for type in SourcePatch.Kind.allCases {
      #expect(throws: SlipwayError.self) { try PatchWriter(root: root).apply(patch("dir", "", type)) }
    }
  }

  @Test func `an empty folder that Docker made in the place of a mounted file makes way for the file`() throws {
    for name in ["empty", "full/x"] {
      try FileManager.default.createDirectory(atPath: "\(root)/\(name)", withIntermediateDirectories: true)
    }
    try PatchWriter(root: root).put("new", at: "empty")
    #expect(text(root + "/empty") == "new")
    #expect(throws: SlipwayError.self) { try PatchWriter(root: root).put("new", at: "full") }
  }

  @Test func `code is read without following links, and git's folder not at all`() throws {
    let folder = SourceFolder(root: root)
    _ = try PatchWriter(root: root).apply(patch("src/main.c"))
    _ = try PatchWriter(root: root).apply(patch("a.txt"))
    try FileManager.default.createSymbolicLink(atPath: root + "/passwd", withDestinationPath: outside + "/passwd")
    try FileManager.default.createSymbolicLink(atPath: root + "/all", withDestinationPath: "/")
    #expect(try folder.files().map(\.path) == ["src", "a.txt"])
    #expect(try folder.files().first?.children?.map(\.path) == ["src/main.c"])
    #expect(try folder.text(of: "src/main.c") == "new")
    for path in ["passwd", "all/etc/passwd", "src", "missing"] {
      #expect(throws: SlipwayError.self) { try folder.text(of: path) }
    }
  }
}
