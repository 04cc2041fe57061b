import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import Testing

@Suite struct FileMountsTests {
  private func mount(_ path: String?, _ content: String, type: Mount.Kind = .file) -> Mount {
    Mount(
      organizationID: ID("o"), deployableID: ID("a"), type: type, filePath: path, content: Secret(content),
      mountPath: "/etc/app.conf")
  }

  private func withFolder(_ body: (DataFolders) async throws -> Void) async throws {
    let root = FileManager.default.temporaryDirectory.path + "/files-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: root) }
    try await body(DataFolders(root: root))
  }

  @Test func `A file with an owner is read by nobody else, also when a crash came between`() async throws {
    try await withFolder { folders in
      let (mounts, files, key) = (FileMounts(folders), LocalFiles(), mount("conf/key", "secret"))
      try await mounts.write([key], appName: "a-b", files: files)
      let me = Int(getuid())
      try await mounts.write([key], appName: "a-b", owners: ["/etc/app.conf": me], files: files)
      let path = try #require(mounts.path(of: key, appName: "a-b"))
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o400 && attributes[.ownerAccountID] as? Int == me)
    }
  }

  @Test func `Each content has its own file, so the one before stays as it was`() async throws {
    try await withFolder { folders in
      let (mounts, files) = (FileMounts(folders), LocalFiles())
      let (old, new) = (mount("conf/app.conf", "one"), mount("conf/app.conf", "two"))
      try await mounts.write([old], appName: "a-b", files: files)
      try await mounts.write([new], appName: "a-b", files: files)
      let paths = [old, new].compactMap { mounts.path(of: $0, appName: "a-b") }
      #expect(paths.count == 2 && paths[0] != paths[1])
      #expect(try await files.readText(paths[0]) == "one")
      #expect(try await files.readText(paths[1]) == "two")
      #expect(paths[0].hasPrefix(folders.files + "/a-b/"))
      #expect(paths[0].hasSuffix("/conf/app.conf"))
    }
  }

  @Test func `What no kept release mounts is removed`() async throws {
    try await withFolder { folders in
      let (mounts, files) = (FileMounts(folders), LocalFiles())
      let (old, new) = (mount("f", "one"), mount("f", "two"))
      try await mounts.write([old, new], appName: "a-b", files: files)
      let kept = try #require(mounts.path(of: new, appName: "a-b"))
      let spec = Secret(#"{"Source":"\#(kept)"}"#)
      #expect(try await mounts.prune(appName: "a-b", specs: [spec], files: files) == 1)
      #expect(try await files.exists(kept))
      #expect(try await mounts.prune(appName: "a-b", specs: [], files: files) == 1)
      #expect(try await mounts.prune(appName: "never", specs: [], files: files) == 0)
    }
  }

  @Test(arguments: ["../x", "/etc/x", "a/../../x", "a//b", "", ".", "a\u{0}b", "a\nb"])
  func `A path that leaves its folder is never written`(path: String) async throws {
    try await withFolder { folders in
      let mounts = FileMounts(folders)
      #expect(mounts.path(of: mount(path, "x"), appName: "a-b") == nil)
      try await mounts.write([mount(path, "x")], appName: "a-b", files: LocalFiles())
      #expect(try FileManager.default.contentsOfDirectory(atPath: folders.root).isEmpty)
    }
  }

  @Test func `Other mounts have no file`() {
    #expect(FileMounts(DataFolders(root: "/d")).path(of: mount("f", "x", type: .bind), appName: "a-b") == nil)
  }
}
