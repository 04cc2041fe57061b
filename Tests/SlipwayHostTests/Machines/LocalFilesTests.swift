import Foundation
import SlipwayCore
import SlipwayHost
import Testing

@Suite struct LocalFilesTests {
  private let files = LocalFiles()

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func `What was written is read, with the mode that was asked for`() async throws {
    try await TemporaryFolder.with { folder in
      try await files.write("hello", to: folder + "/a", mode: 0o600)
      #expect(try await files.readText(folder + "/a") == "hello")
      #expect(try mode(folder + "/a") == 0o600)
      try await files.write(Data("again".utf8), to: folder + "/a")
      #expect(try await files.readText(folder + "/a") == "again")
      #expect(try mode(folder + "/a") == 0o644)
      #expect(try await files.list(folder) == ["a"])
      #expect(try await files.size(folder + "/a") == 5)
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/shm")))
  func `What moves to another file system arrives whole, with its links and modes`() async throws {
    try await TemporaryFolder.with { folder in
      let far = "/dev/shm/slipway-test-" + RandomText.suffix(12)
      defer { try? FileManager.default.removeItem(atPath: far) }
      try await files.makeDirectory(far)
      try await files.makeDirectory(folder + "/code/bin", mode: 0o750)
      try await files.write("run", to: folder + "/code/bin/a", mode: 0o755)
      try FileManager.default.createSymbolicLink(atPath: folder + "/code/b", withDestinationPath: "bin/a")
      try await files.move(folder + "/code", to: far + "/code")
      #expect(try await files.list(far) == ["code"])
      #expect(try mode(far + "/code/bin") == 0o750 && mode(far + "/code/bin/a") == 0o755)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: far + "/code/b") == "bin/a")
      #expect(try await !files.exists(folder + "/code"))
    }
  }

  @Test func `Two folders take each other's place`() async throws {
    try await TemporaryFolder.with { folder in
      for name in ["a", "b"] {
        try await files.makeDirectory("\(folder)/\(name)")
        try await files.write(name, to: "\(folder)/\(name)/x")
      }
      try await files.exchange(folder + "/a", with: folder + "/b")
      #expect(try await files.readText(folder + "/a/x") == "b")
      #expect(try await files.readText(folder + "/b/x") == "a")
      await #expect(throws: SlipwayError.self) { try await files.exchange(folder + "/a", with: folder + "/none") }
    }
  }

  @Test func `A reader sees the old content or the new one`() async throws {
    try await TemporaryFolder.with { folder in
      let path = folder + "/file"
      let contents = (0..<20).map { String(repeating: "\($0 % 10)", count: 200_000) }
      try await files.write(contents[0], to: path)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { for text in contents { try await files.write(text, to: path) } }
        group.addTask {
          for _ in 0..<60 {
            let text = try await files.readText(path)
            #expect(text.count == 200_000 && Set(text).count == 1)
          }
        }
        try await group.waitForAll()
      }
      #expect(try await files.list(folder) == ["file"])
    }
  }

  @Test func `Folders are made with those above them and removed with what is in them`() async throws {
    try await TemporaryFolder.with { folder in
      try await files.makeDirectory(folder + "/a/b/c", mode: 0o700)
      #expect(try mode(folder + "/a/b/c") == 0o700)
      try await files.write("x", to: folder + "/a/b/c/f")
      try await files.makeDirectory(folder + "/a/b/c")
      #expect(try await files.size(folder + "/a") == 1)
      try await files.remove(folder + "/a")
      try await files.remove(folder + "/a")
      #expect(try await files.exists(folder + "/a") == false)
    }
  }

  @Test func `Removing a link leaves what it leads to`() async throws {
    try await TemporaryFolder.with { folder in
      try await files.makeDirectory(folder + "/kept")
      try await files.write("x", to: folder + "/kept/f")
      for (name, target) in [("link", "kept"), ("broken", "nowhere")] {
        try FileManager.default.createSymbolicLink(
          atPath: folder + "/" + name, withDestinationPath: folder + "/" + target)
        try await files.remove(folder + "/" + name)
      }
      #expect(try await files.list(folder) == ["kept"])
      #expect(try await files.exists(folder + "/kept/f"))
    }
  }

  @Test func `A cancelled task can still clean up`() async throws {
    try await TemporaryFolder.with { folder in
      try await files.write("x", to: folder + "/f")
      let task = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        try await files.remove(folder + "/f")
      }
      try await task.value
      let left = try await files.list(folder)
      #expect(left == [])
    }
  }

  @Test func `Moving replaces a file`() async throws {
    try await TemporaryFolder.with { folder in
      try await files.write("new", to: folder + "/new")
      try await files.write("old", to: folder + "/old")
      try await files.move(folder + "/new", to: folder + "/old")
      #expect(try await files.readText(folder + "/old") == "new")
      #expect(try await files.list(folder) == ["old"])
    }
  }

  @Test func `What is missing or cannot be done is named`() async throws {
    try await TemporaryFolder.with { folder in
      let missing = await #expect(throws: SlipwayError.self) { try await files.read(folder + "/missing") }
      #expect(missing?.code == .notFound)
      let nowhere = await #expect(throws: SlipwayError.self) { try await files.write("x", to: folder + "/no/where") }
      #expect(nowhere?.message.contains("No such file or directory") == true)
      await #expect(throws: SlipwayError.self) { try await files.list(folder + "/missing") }
      await #expect(throws: SlipwayError.self) { try await files.read("relative") }
      await #expect(throws: SlipwayError.self) { try await files.write("x", to: folder + "/a\0b") }
      let left = try await files.list(folder)
      #expect(left == [])
    }
  }
}
