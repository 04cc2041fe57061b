import Foundation
import SlipwayCore
import Testing

@testable import SlipwayEngine

struct GitSetupTests {
  @Test func `A password is for its host only`() throws {
    let address = try GitAddress(parsing: "https://git.example.com:8443/a/b.git")
    let line = GitSetup.credential(address, username: "me@x", password: Secret("p@ss/w:rd é"))
    #expect(line.reveal() == "https://me%40x:p%40ss%2Fw%3Ard%20%C3%A9@git.example.com:8443")
  }

  @Test func `Nothing of the machine's own git is used`() {
    let plain = GitSetup.environment(home: "/w/git", hasCredential: false).mapValues { $0.reveal() }
    #expect(plain["GIT_CONFIG_NOSYSTEM"] == "1" && plain["GIT_CONFIG_GLOBAL"] == "/dev/null")
    #expect(plain["GIT_TERMINAL_PROMPT"] == "0" && plain["HOME"] == "/w/git")
    #expect(plain["GIT_ALLOW_PROTOCOL"] == "https:http:ssh")
    let names = plain.filter { $0.key.hasPrefix("GIT_CONFIG_KEY_") }.map(\.value)
    #expect(names.contains("core.hooksPath") && names.contains("protocol.allow"))
    #expect(plain["GIT_CONFIG_COUNT"] == String(names.count))
    let values = plain.filter { $0.key.hasPrefix("GIT_CONFIG_VALUE_") }.map(\.value)
    #expect(!values.contains("store"))
  }

  @Test(
    arguments: [
      ("https://git.test/a.git", "git.test:443:192.0.2.1,[2001:db8::1]"),
      ("http://git.test:8080/a.git", "git.test:8080:192.0.2.1,[2001:db8::1]"), ("https://192.0.2.1/a.git", nil),
      ("https://[2001:db8::1]/a.git", nil), ("git@git.test:a.git", nil),
    ] as [(String, String?)])
  func `Git connects to the addresses that were looked at`(url: String, pinned: String?) throws {
    let address = try GitAddress(parsing: url)
    #expect(GitSetup.pinned(address, to: ["192.0.2.1", "2001:db8::1"]) == pinned)
    #expect(GitSetup.pinned(address, to: []) == nil)
    let environment = GitSetup.environment(home: "/w", hasCredential: false, pinned: pinned)
    #expect(environment.values.contains(Secret("http.curloptResolve")) == (pinned != nil))
    #expect(pinned.map { environment.values.contains(Secret($0)) } ?? true)
  }

  @Test func `Ssh pins host keys and asks nobody`() {
    let line = GitSetup.sshCommand(key: "/data dir/key", knownHosts: "/data dir/it's/known_hosts")
    #expect(line.hasPrefix("ssh -F /dev/null -i '/data dir/key' -o BatchMode=yes"))
    #expect(line.contains("StrictHostKeyChecking=accept-new"))
    #expect(line.contains(#"'UserKnownHostsFile="/data dir/it'\''s/known_hosts"'"#))
  }

  @Test func `A reference stands behind the options`() {
    let words = GitFetch.words("refs/heads/main", url: "https://h/a.git")
    #expect(words.suffix(3) == ["--", "https://h/a.git", "refs/heads/main"])
    #expect(words.contains("--depth=1") && words.contains("--no-tags"))
  }

  @Test(arguments: [
    (["@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @", "Host key verification failed."], "SSH host key"),
    (["git@h: Permission denied (publickey)."], "did not accept the SSH key"),
    (["fatal: Authentication failed for 'https://h/a.git/'"], "user name and password"),
    (["fatal: could not read Username for 'https://h': terminal prompts disabled"], "user name and password"),
    (["remote: Not Found", "fatal: repository 'https://h/a.git/' not found"], "There is no repository"),
    (["fatal: unable to access 'https://h/a.git/': Could not resolve host: h"], "could not be reached"),
    (["fatal: transport 'ext' not allowed"], "git refused an address"),
    (["something", "fatal: early EOF"], "early EOF"),
  ]) func `Git's complaints are explained`(lines: [String], fragment: String) throws {
    let failures = GitFailures(
      address: try GitAddress(parsing: "https://h.example.com/a.git"), knownHosts: "/data/ssh/known_hosts",
      snapshot: EngineFixture.snapshot(of: EngineFixture.plainApplication()))
    let (summary, advice) = failures.explain(lines)
    #expect(summary.contains(fragment), "\(summary)")
    #expect(!advice.isEmpty)
  }
}
