import Foundation
import SlipwayCore
@testable import SlipwayHost
import Testing

@Suite(.enabled(if: RealSSH.isThere, "needs sshd and root")) struct SSHFilesTests {
  @Test func `Files are on a server what they are here`() async throws {
    try await RealSSH.with { ssh in
      let (files, folder) = (try await ssh.host().files, ssh.folder + "/it's a \\ \n folder")
      try await files.makeDirectory(folder + "/deep", mode: 0o750)
      #expect(try mode(folder + "/deep") == 0o750)
      let bytes = Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0) })
      try await files.write(bytes, to: folder + "/-rf", mode: 0o640)
      #expect(try await files.read(folder + "/-rf") == bytes)
      #expect(try mode(folder + "/-rf") == 0o640)
      try await files.write("two", to: folder + "/-rf")
      #expect(try await files.readText(folder + "/-rf") == "two")
      #expect(try await files.list(folder) == ["-rf", "deep"])
      #expect(try await files.exists(folder))
      #expect(try await !files.exists(folder + "/none"))
      #expect(try await files.size(folder) == 3)
      #expect(try await files.identity(folder) == LocalFiles().identity(folder))
      #expect(try await files.identity(folder) != LocalFiles().identity(folder + "/deep"))
      try await files.move(folder + "/-rf", to: folder + "/deep/moved")
      #expect(try await files.list(folder + "/deep") == ["moved"])
      try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: folder + "/deep")
      let resolved = try await LocalFiles().resolved(folder + "/link/moved")
      #expect(try await files.resolved(folder + "/link/moved") == resolved)
      #expect(try await files.resolved(folder + "/none") == nil)
      try await files.remove(folder + "/link")
      #expect(try await files.exists(folder + "/deep/moved"))
      try await files.give(folder + "/deep/moved", to: 12345, mode: 0o600)
      #expect(try mode(folder + "/deep/moved") == 0o600)
      try await files.remove(folder)
      #expect(try await !files.exists(folder))
    }
  }

  @Test func `Two folders take each other's place, and nothing does when one is missing`() async throws {
    try await RealSSH.with { ssh in
      let (files, folder) = (try await ssh.host().files, ssh.folder)
      for name in ["a", "b"] {
        try await files.makeDirectory("\(folder)/\(name)")
        try await files.write(name, to: "\(folder)/\(name)/name")
      }
      try await files.exchange(folder + "/a", with: folder + "/b")
      #expect(try await files.readText(folder + "/a/name") == "b")
      #expect(try await files.readText(folder + "/b/name") == "a")
      #expect(try await !files.exists(folder + "/a.old"))
      let error = await #expect(throws: SlipwayError.self) {
        try await files.exchange(folder + "/none", with: folder + "/a")
      }
      #expect(error?.code == .notFound)
    }
  }

  @Test func `What is missing is said, and a path must be absolute`() async throws {
    try await RealSSH.with { ssh in
      let files = try await ssh.host().files
      let error = await #expect(throws: SlipwayError.self) { try await files.read(ssh.folder + "/none") }
      #expect(error?.code == .notFound)
      await #expect(throws: SlipwayError.self) { try await files.read("relative") }
      await #expect(throws: SlipwayError.self) { try await files.write("x", to: ssh.folder + "/none/x") }
      await #expect(throws: SlipwayError.self) { try await files.remove("") }
    }
  }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }
}
