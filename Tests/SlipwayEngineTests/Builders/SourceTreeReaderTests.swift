import Foundation
import SlipwayDetection
import SlipwayTesting
import Testing

@testable import SlipwayEngine

@Suite struct SourceTreeReaderTests {
  private func folder() throws -> String {
    let root = try temporaryPath("code")
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    return root
  }

  @Test func `files and describing texts are read, and nothing of what tools put there`() throws {
    let root = try folder()
    for path in ["src", "node_modules/x", ".git"] {
      try FileManager.default.createDirectory(atPath: "\(root)/\(path)", withIntermediateDirectories: true)
    }
    for path in ["package.json", "src/a.js", "node_modules/x/package.json", ".git/HEAD"] {
      try "{}".write(toFile: "\(root)/\(path)", atomically: true, encoding: .utf8)
    }
    let tree = try SourceTreeReader(root: root).read()
    #expect(tree == SourceTree(paths: ["src/a.js"], texts: ["package.json": "{}"]))
  }

  @Test func `a link is no file, wherever it leads`() throws {
    let root = try folder()
    try FileManager.default.createSymbolicLink(atPath: root + "/package.json", withDestinationPath: "/etc/passwd")
    try FileManager.default.createSymbolicLink(atPath: root + "/src", withDestinationPath: "/etc")
    #expect(try SourceTreeReader(root: root).read() == SourceTree())
  }

  @Test func `a text that is too large, or none, says nothing`() throws {
    let root = try folder()
    try String(repeating: "a", count: SourceTree.maximumText + 1).write(
      toFile: root + "/go.mod", atomically: true, encoding: .utf8)
    try Data([0xff, 0xfe, 0]).write(to: URL(filePath: root + "/package.json"))
    let tree = try SourceTreeReader(root: root).read()
    #expect(tree.paths == ["go.mod", "package.json"] && tree.texts.isEmpty)
  }

  @Test func `no more files are looked at than are needed`() throws {
    let root = try folder()
    for number in 0..<3 {
      try FileManager.default.createDirectory(atPath: "\(root)/d\(number)", withIntermediateDirectories: true)
      for file in 0..<(SourceTree.maximumFiles / 2) {
        _ = FileManager.default.createFile(atPath: "\(root)/d\(number)/f\(file)", contents: nil)
      }
    }
    try "module x".write(toFile: root + "/go.mod", atomically: true, encoding: .utf8)
    let tree = try SourceTreeReader(root: root).read()
    #expect(tree.paths.count <= SourceTree.maximumFiles * 3 / 2 && tree.texts["go.mod"] == "module x")
  }
}
