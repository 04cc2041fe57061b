import Foundation
import SlipwayHost
import SlipwayTesting
import Testing

@Suite struct TreeDigestTests {
  private func folder(_ files: [String: String]) throws -> String {
    let root = try temporaryPath("tree")
    for (path, text) in files {
      let file = URL(filePath: root + "/" + path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: false, encoding: .utf8)
    }
    return root
  }

  @Test func `the same tree has the same digest, whatever its times and git's folder`() throws {
    let first = try folder(["a": "1", "b/c": "2", ".git/HEAD": "x"])
    let second = try folder(["b/c": "2", "a": "1", ".git/HEAD": "y"])
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: second + "/a")
    #expect(try TreeDigest(root: first).compute() == TreeDigest(root: second).compute())
  }

  @Test(arguments: [["a": "1", "b": "3"], ["a": "12", "b": ""], ["a": "1", "c": "2"], ["a": "1", "b/x": "2"]])
  func `another content, name or place is another digest`(files: [String: String]) throws {
    let first = try TreeDigest(root: try folder(["a": "1", "b": "2"])).compute()
    #expect(try TreeDigest(root: try folder(files)).compute() != first)
  }

  @Test func `a link counts by where it leads and is not followed`() throws {
    let root = try folder(["a": "1"])
    try FileManager.default.createSymbolicLink(atPath: root + "/l", withDestinationPath: "/etc/passwd")
    let first = try TreeDigest(root: root).compute()
    try FileManager.default.removeItem(atPath: root + "/l")
    try FileManager.default.createSymbolicLink(atPath: root + "/l", withDestinationPath: "a")
    #expect(try TreeDigest(root: root).compute() != first)
  }

  @Test func `that a file may be run counts`() throws {
    let root = try folder(["a": "1"])
    let first = try TreeDigest(root: root).compute()
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: root + "/a")
    #expect(try TreeDigest(root: root).compute() != first)
  }
}
