import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

/// Real git and its real server.
struct GitSubmodulesTests {
  @Test func `Submodules come along at their commits, relative ones and those within others too`() async throws {
    try await GitStand.with { stand in
      let inner = try await stand.server.repository("inner", ["text": "innermost"])
      let library = try await stand.server.repository("library", ["text": "old"])
      try await library.submodule("in here", url: "../inner.git", commit: try await inner.git("rev-parse", "HEAD"))
      let wanted = try await library.git("rev-parse", "HEAD")
      try await library.push(["text": "new"])
      let outer = try await stand.server.repository("outer", ["text": "outer"])
      try await outer.submodule("libs/a", url: "../library.git", commit: wanted)
      try await outer.submodule("libs/b", url: stand.url("moved/inner.git"), commit: inner.git("rev-parse", "HEAD"))
      try await stand.fetch(stand.url("pub/outer.git"), submodules: true)
      #expect(stand.text("libs/a/text") == "old")
      #expect(stand.text("libs/a/in here/text") == "innermost")
      #expect(stand.text("libs/b/text") == "innermost")
      try await stand.fetch(stand.url("pub/outer.git"))
      #expect(stand.text("libs/a/text") == nil)
    }
  }

  @Test func `Private submodules of the same host are fetched with the repository's password`() async throws {
    try await GitStand.with { stand in
      let library = try await stand.server.repository("library", ["text": "private"])
      let outer = try await stand.server.repository("outer", ["text": "outer"])
      try await outer.submodule("lib", url: "../library.git", commit: library.git("rev-parse", "HEAD"))
      let url = stand.url("git/outer.git").replacing("http://", with: "http://dev:s3cret@")
      try await stand.fetch(url, submodules: true)
      #expect(stand.text("lib/text") == "private")
    }
  }

  @Test(arguments: [
    "file:///etc", "/etc", "ext::sh -c 'touch /tmp/x'", "--upload-pack=touch /tmp/x", "-u./x",
    "ftp://git.slipway.test/a",
    "fd::17", "git://git.slipway.test/a.git", "ssh://git@git.slipway.test/a.git", "git@-oProxyCommand=x:a",
    "../../../..",
    "http://inside.slipway.test:9200/a.git", "../../../inside.slipway.test:9200/x",
  ])
  func `A submodule whose address the repository itself could not have is refused`(url: String) async throws {
    try await GitStand.with { stand in
      let outer = try await stand.server.repository("outer", ["text": "outer"])
      let commit = try await outer.git("rev-parse", "HEAD")
      try await outer.submodule("lib", url: url, commit: commit)
      let refused = await #expect(throws: SlipwayError.self) {
        try await stand.fetch(stand.url("pub/outer.git"), submodules: true)
      }
      #expect(refused?.message.contains("the address of the submodule 'lib'") == true, "\(refused?.message ?? "")")
      #expect(!FileManager.default.fileExists(atPath: stand.checkout + "/lib/.git"))
    }
  }

  @Test func `A submodule's redirect and a submodule's submodule are looked at, too`() async throws {
    try await GitStand.with { stand in
      let target = stand.url("pub/a.git", at: GitStand.inside)
      let answer =
        "HTTP/1.1 302 Found\r\nLocation: \(target)/info/refs?service=git-upload-pack\r\nContent-Length: 0\r\n\r\n"
      try await CannedServer.with(answer) { port, _ in
        let library = try await stand.server.repository("library", ["text": "library"])
        let commit = try await library.git("rev-parse", "HEAD")
        try await library.submodule("deep", url: "http://git.slipway.test:\(port)/a.git", commit: commit)
        let outer = try await stand.server.repository("outer", ["text": "outer"])
        try await outer.submodule("lib", url: "../library.git", commit: try await library.git("rev-parse", "HEAD"))
        let refused = await #expect(throws: SlipwayError.self) {
          try await stand.fetch(stand.url("pub/outer.git"), submodules: true)
        }
        #expect(refused?.message.contains("'lib/deep'") == true, "\(refused?.message ?? "")")
        #expect(refused?.message.contains("inside.slipway.test is this server itself") == true)
      }
    }
  }

  @Test func `More submodules than anybody needs are refused before the first is fetched`() async throws {
    try await GitStand.with { stand in
      let outer = try await stand.server.repository("outer", ["text": "outer"])
      let commit = try await outer.git("rev-parse", "HEAD")
      var modules = ""
      for number in 0...GitSubmodules.most {
        try FileManager.default.createDirectory(atPath: outer.work + "/m\(number)", withIntermediateDirectories: true)
        try await outer.git("update-index", "--add", "--cacheinfo", "160000,\(commit),m\(number)")
        modules += "[submodule \"m\(number)\"]\n path = m\(number)\n url = ../outer.git\n"
      }
      try await outer.push([".gitmodules": modules])
      let refused = await #expect(throws: SlipwayError.self) {
        try await stand.fetch(stand.url("pub/outer.git"), submodules: true)
      }
      #expect(refused?.message.contains("at most 200 submodules") == true)
      #expect(!FileManager.default.fileExists(atPath: stand.checkout + "/m0/.git"))
    }
  }

  @Test func `A submodule that .gitmodules does not name is named`() async throws {
    try await GitStand.with { stand in
      let outer = try await stand.server.repository("outer", ["text": "outer"])
      let commit = try await outer.git("rev-parse", "HEAD")
      try await outer.submodule("lib", url: "../outer.git", commit: commit)
      try await outer.push([".gitmodules": nil])
      let refused = await #expect(throws: SlipwayError.self) {
        try await stand.fetch(stand.url("pub/outer.git"), submodules: true)
      }
      #expect(refused?.message == ".gitmodules: does not say where the submodule 'lib' is")
      #expect(stand.text("text") == "outer")
    }
  }
}
