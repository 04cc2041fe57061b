import Testing

@testable import SlipwayServer

@Suite struct GitServiceTests {
  @Test(arguments: [
    "git-receive-pack 'web-abc123.git'", "git-receive-pack '/web-abc123.git'", "git-receive-pack web-abc123",
  ])
  func `a push is told from its command`(command: String) {
    #expect(GitWish(command) == GitWish("git-receive-pack 'web-abc123.git'"))
    #expect(GitWish(command)?.appName == "web-abc123" && GitWish(command)?.service == .push)
  }

  @Test(arguments: [
    "", "sh", "git-receive-pack", "git-receive-pack '../web.git'", "git-receive-pack 'a'; rm -rf '/'",
    "git-upload-pack --upload-pack=sh 'web.git'", "git-upload-pack '--help'", "git-upload-archive 'web.git'",
    "git-receive-pack 'web/../other.git'", "scp -f x", "git-receive-pack $(id)", "git-receive-pack 'wéb.git'",
  ])
  func `everything else that comes over SSH is refused`(command: String) {
    #expect(GitWish(command) == nil)
  }

  @Test func `a key is the password, or the user name without one`() {
    #expect(BasicKey.text(of: "Basic YWRhOnRoZS1rZXk=") == "the-key")
    #expect(BasicKey.text(of: "basic dGhlLWtleTo=") == "the-key")
    for header in [nil, "", "Bearer x", "Basic", "Basic ???", "Basic Og=="] {
      #expect(BasicKey.text(of: header) == nil)
    }
  }

  @Test func `a packet counts itself`() {
    #expect(String(decoding: Packet.line("hello\n"), as: UTF8.self) == "000ahello\n")
    #expect(Packet.length(of: Array("ffff".utf8)) == 65_535 && Packet.length(of: Array("-1ff".utf8)) == nil)
    #expect(Packet.data(Array("a\n".utf8)).text == "a" && Packet.flush.text == nil)
  }
}
