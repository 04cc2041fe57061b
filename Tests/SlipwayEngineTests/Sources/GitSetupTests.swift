import Foundation
import SlipwayCore
import SlipwayHost
import Testing

@testable import SlipwayEngine

struct GitSetupTests {
  @Test func `A password is for its host only`() throws {
    let address = try GitAddress(parsing: "https://git.example.com:8443/a/b.git")
    let credential = try #require(GitCredential(address, username: "me@x", password: Secret("p@ss/w:rd é")))
    #expect(
      credential.lines.map { $0.reveal() } == ["https://me%40x:p%40ss%2Fw%3Ard%20%C3%A9@git.example.com:8443"])
    for other in [
      "https://git.example.com/a/b.git", "http://git.example.com:8443/a/b.git",
      "https://other.example.com:8443/a.git",
      "git@git.example.com:a/b.git",
    ] {
      #expect(credential.authorization(for: try GitAddress(parsing: other)) == nil, "\(other)")
    }
    #expect(
      credential.authorization(for: try GitAddress(parsing: "https://Git.example.com:8443/c.git"))?.reveal()
        == "Basic bWVAeDpwQHNzL3c6cmQgw6k=")
  }

  @Test func `A password for plain http follows its host to https`() throws {
    let typed = try GitAddress(parsing: "http://me:pw@git.example.com/a.git")
    let credential = try #require(GitCredential(typed))
    #expect(
      credential.lines.map { $0.reveal() } == ["http://me:pw@git.example.com", "https://me:pw@git.example.com"])
    #expect(credential.authorization(for: try GitAddress(parsing: "https://git.example.com/a.git")) != nil)
    let other = try #require(GitCredential(try GitAddress(parsing: "http://me:pw@git.example.com:3000/a.git")))
    #expect(other.authorization(for: try GitAddress(parsing: "https://git.example.com/a.git")) == nil)
    #expect(GitCredential(try GitAddress(parsing: "https://git.example.com/a.git")) == nil)
  }

  @Test func `Nothing of the machine's own git is used`() {
    let plain = GitSetup.environment(home: "/w/git", hasCredential: false).mapValues { $0.reveal() }
    #expect(plain["GIT_CONFIG_NOSYSTEM"] == "1" && plain["GIT_CONFIG_GLOBAL"] == "/dev/null")
    #expect(plain["GIT_TERMINAL_PROMPT"] == "0" && plain["HOME"] == "/w/git")
    #expect(plain["GIT_ALLOW_PROTOCOL"] == "https:http:ssh")
    let names = plain.filter { $0.key.hasPrefix("GIT_CONFIG_KEY_") }.map(\.value)
    #expect(names.contains("core.hooksPath") && names.contains("protocol.allow"))
    #expect(names.contains("http.followRedirects"))
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
    #expect(GitPlace(address: address, reach: ["192.0.2.1", "2001:db8::1"]).curlPin == pinned)
    #expect(GitPlace(address: address, reach: []).curlPin == nil)
    let environment = GitSetup.environment(home: "/w", hasCredential: false, pinned: pinned)
    #expect(environment.values.contains(Secret("http.curloptResolve")) == (pinned != nil))
    #expect(pinned.map { environment.values.contains(Secret($0)) } ?? true)
  }

  @Test(
    arguments: [
      ("git@Git.test:a.git", ["HostName=192.0.2.1", "HostKeyAlias=git.test"]),
      ("ssh://git@git.test:2222/a.git", ["HostName=192.0.2.1", "HostKeyAlias=[git.test]:2222"]),
      ("git@192.0.2.1:a.git", []), ("https://git.test/a.git", []),
    ] as [(String, [String])])
  func `Ssh connects to the address that was looked at, and knows the host by its name`(url: String, pin: [String])
    throws
  {
    let place = GitPlace(address: try GitAddress(parsing: url), reach: ["192.0.2.1", "2001:db8::1"])
    #expect(place.sshPin == pin)
    let line = GitSetup.sshCommand(key: "/key", knownHosts: "/known", pin: place.sshPin)
    #expect(pin.allSatisfy { line.contains($0) || line.contains("'\($0)'") })
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
    (["fatal: unable to access 'https://h/a.git/': The requested URL returned error: 301"], "with another address"),
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
