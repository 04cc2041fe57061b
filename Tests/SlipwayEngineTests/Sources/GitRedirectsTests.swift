import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayEngine

/// Real git and its real server; who leads elsewhere is a stand-in.
struct GitRedirectsTests {
  private static let question = "/info/refs?service=git-upload-pack"

  private func moved(_ location: String) -> String {
    "HTTP/1.1 301 Moved Permanently\r\nLocation: \(location)\r\nContent-Length: 0\r\n\r\n"
  }

  private func problem(_ stand: GitStand, _ location: String) async throws -> SlipwayError? {
    try await CannedServer.with(moved(location)) { port, _ in
      await #expect(throws: SlipwayError.self, "\(location)") {
        try await stand.fetch("http://git.slipway.test:\(port)/a.git")
      }
    }
  }

  @Test func `A repository that was renamed at its host is fetched from where it is now`() async throws {
    try await GitStand.with { stand in
      let repository = try await stand.server.repository("renamed", ["file": "here"])
      let newest = try await repository.git("rev-parse", "HEAD")
      #expect(try await stand.fetch(stand.url("moved/renamed.git")).commit == newest)
      #expect(stand.text("file") == "here")
      #expect(try await stand.fetch(stand.url("moved/renamed.git/")).commit == newest)
      let origin = try await EndToEndCommand.run(["git", "-C", stand.checkout, "remote", "get-url", "origin"])
      #expect(origin == stand.url("moved/renamed.git/"))
    }
  }

  @Test func `A private repository that was renamed is found by whoever has the password`() async throws {
    try await GitStand.with { stand in
      _ = try await stand.server.repository("private", ["file": "here"])
      let url = stand.url("hidden/private.git")
      try await stand.fetch(url.replacing("http://", with: "http://dev:s3cret@"))
      #expect(stand.text("file") == "here")
      let refused = await #expect(throws: DeploymentFailure.self) { try await stand.fetch(url) }
      #expect(refused?.evidence.summary.contains("user name and password") == true)
    }
  }

  @Test func `Another host is followed without the password`() async throws {
    try await GitStand.with { stand in
      _ = try await stand.server.repository("elsewhere", ["file": "here"])
      let target = stand.url("pub/elsewhere.git", at: "other.slipway.test")
      try await CannedServer.with(moved(target + Self.question)) { port, seen in
        try await stand.fetch("http://dev:s3cret@git.slipway.test:\(port)/a.git")
        #expect(stand.text("file") == "here")
        var heard = seen.makeAsyncIterator()
        let first = await heard.next()
        #expect(first?.contains("GET /a.git/info/refs?service=git-upload-pack HTTP/1.1") == true)
        #expect(first?.lowercased().contains("authorization") == false)
      }
      let closed = stand.url("git/elsewhere.git", at: "other.slipway.test")
      try await CannedServer.with(moved(closed + Self.question)) { port, _ in
        await #expect(throws: DeploymentFailure.self) {
          try await stand.fetch("http://dev:s3cret@git.slipway.test:\(port)/a.git")
        }
      }
    }
  }

  @Test func `Nobody leads git to this machine`() async throws {
    try await GitStand.with { stand in
      let target = stand.url("pub/a.git", at: GitStand.inside) + Self.question
      let refused = try await problem(stand, target)
      #expect(refused?.message.contains("leads elsewhere: inside.slipway.test is this server itself") == true)
      #expect(!FileManager.default.fileExists(atPath: stand.checkout))
    }
  }

  @Test func `What a redirect may not lead to is refused`() async throws {
    try await GitStand.with { stand in
      for location in [
        "ftp://git.slipway.test/a.git" + Self.question, "file:///srv/a.git" + Self.question,
        "ssh://git@git.slipway.test/a.git" + Self.question, "/users/sign_in", "http://[broken" + Self.question,
        "http://me:pw@git.slipway.test/a.git" + Self.question, "ext::sh -c x" + Self.question, "",
      ] {
        _ = try await problem(stand, location)
      }
      let endless = try await problem(stand, "/b.git" + Self.question)
      #expect(endless?.message.contains("without an end") == true)
    }
  }

  @Test func `A redirect takes no encryption away and leads no stranger into the networks of this machine`()
    async throws
  {
    let places = ["world.test": "203.0.114.1", "net.test": "10.1.2.3", "machine.test": "127.0.0.1"]
    let reach = GitReach(
      refuses: { address, _ in address == "127.0.0.1" }, lookUp: { places[$0].map { [$0] } ?? [] })
    let redirects = GitRedirects(reach: reach, credentials: [])
    func refuses(_ from: String, _ to: String) async throws -> Bool {
      let place = try await reach.place(of: try GitAddress(parsing: from), what: "customGitUrl")
      do {
        _ = try await redirects.next(after: place, to + Self.question, what: "customGitUrl")
        return false
      } catch let error as SlipwayError {
        #expect(error.message.hasPrefix("customGitUrl: "))
        return true
      }
    }
    #expect(try await refuses("https://world.test/a", "http://world.test/a"))
    #expect(try await refuses("https://world.test/a", "https://net.test/a"))
    #expect(try await refuses("https://net.test/a", "https://machine.test/a"))
    #expect(try await refuses("https://net.test/a", "https://nobody.test/a"))
    #expect(try await !refuses("http://world.test/a", "https://world.test/b"))
    #expect(try await !refuses("https://net.test/a", "https://net.test/b"))
    #expect(try await !refuses("https://net.test/a", "https://world.test/b"))
  }

  @Test func `Git itself follows nobody`() async throws {
    try await GitStand.with { stand in
      _ = try await stand.server.repository("renamed", ["file": "here"])
      let address = try GitAddress(parsing: stand.url("moved/renamed.git"))
      let setup = try await stand.setup()
      let git = try await setup.open(address, what: "customGitUrl", checkout: stand.checkout)
      let failure = await #expect(throws: DeploymentFailure.self) {
        try await GitFetch(git: git, url: address.url).fetch(commit: nil, branch: "main")
      }
      #expect(
        failure?.evidence.summary.contains("with another address") == true, "\(failure?.evidence.summary ?? "")")
    }
  }
}
