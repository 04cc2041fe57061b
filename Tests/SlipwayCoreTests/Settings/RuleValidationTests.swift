import Foundation
import SlipwayCore
import Testing

/// What redirects' neighbours, patches, registries and tags refuse.
@Suite struct RuleValidationTests {
  @Test(arguments: ["config/app.yml", ".gitignore", ".github/workflows/ci.yml", "a b/ü.txt", "src//main.c"])
  func `a patch may be any file of the code`(path: String) throws {
    #expect(try SourcePatch.normalizePath(path) == path.replacing("//", with: "/"))
  }

  @Test(arguments: [
    "", "/", "/etc/passwd", "../x", "a/../../x", "a/..", ".git/hooks/post-checkout", "a/.git/config", ".GIT/config",
    ".git", ".git./config", ".git /config", "git~1/config", ".g\u{200c}it/config", "--help", "a/-rf", "a\0b",
    "a\nb", "dir/", "a\\..\\b", ".git::$INDEX_ALLOCATION/x",
  ]) func `a patch neither leaves the code nor reaches git's folder`(path: String) {
    #expect(throws: SlipwayError.self) { try SourcePatch.normalizePath(path) }
  }

  @Test(arguments: [
    ("", ""), ("docker.io", ""), ("https://index.docker.io/v1/", ""),
    ("Registry.Example.com", "registry.example.com"),
    ("https://ghcr.io/", "ghcr.io"), ("127.0.0.1:5000", "127.0.0.1:5000"), ("localhost", "localhost"),
  ]) func `a registry is a host`(typed: String, stored: String) throws {
    #expect(try Registry.normalizeURL(typed) == stored)
  }

  @Test(arguments: [
    "r.local;id", "r.local/x?y", "a b", "user@host.com", "host:99999", "host:", "$(id).com", "-x.com", "plain",
    "a\nb",
  ]) func `what is no host is no registry`(typed: String) {
    #expect(throws: SlipwayError.self) { try Registry.normalizeURL(typed) }
  }

  @Test func `a password goes to its own registry only`() throws {
    let registry = Registry(
      organizationID: .random(), name: "r", username: "Ada", password: Secret("p"), url: "r.example.com:5000",
      createdAt: .now)
    #expect(registry.holds(try ImageReference(parsing: "r.example.com:5000/a/b:1")))
    #expect(!registry.holds(try ImageReference(parsing: "r.example.com/a/b:1")))
    #expect(!registry.holds(try ImageReference(parsing: "nginx")))
    #expect(try registry.repository(of: "web-1") == "r.example.com:5000/ada/web-1")
    var hub = registry
    (hub.url, hub.imagePrefix) = ("", "team")
    #expect(hub.holds(try ImageReference(parsing: "docker.io/library/nginx")))
    #expect(try hub.repository(of: "web-1") == "team/web-1")
    (hub.username, hub.imagePrefix) = ("_json key$", nil)
    #expect(throws: SlipwayError.self) { try hub.repository(of: "web-1") }
  }

  @Test func `logins are one line of a password file`() throws {
    try BasicAuth.checkUsername("ada lovelace ü")
    for bad in ["", "a:b", "a\nroot:x", " a", "a\r", String(repeating: "a", count: 256)] {
      #expect(throws: SlipwayError.self) { try BasicAuth.checkUsername(bad) }
    }
    try BasicAuth.checkPassword(String(repeating: "p", count: 72))
    for bad in ["", String(repeating: "p", count: 73), "a\0b"] {
      #expect(throws: SlipwayError.self) { try BasicAuth.checkPassword(bad) }
    }
  }

  @Test func `a certificate covers its hosts and one label of its wildcards`() {
    let certificate = Certificate(
      organizationID: .random(), name: "c", chain: "", privateKey: Secret(""), hosts: ["a.com", "*.b.com"],
      notBefore: .now, notAfter: .now, createdAt: .now)
    for host in ["a.com", "x.b.com"] { #expect(certificate.covers(host)) }
    for host in ["b.com", "x.y.b.com", "x.a.com", "com", ".b.com.evil"] { #expect(!certificate.covers(host)) }
  }

  @Test func `colours are of six digits`() throws {
    #expect(try ProjectTag.normalizeColor("#3B82f6") == "#3b82f6")
    #expect(try ProjectTag.normalizeColor("#abc") == "#aabbcc")
    #expect(try ProjectTag.normalizeColor(" ") == nil)
    for bad in ["red", "#12", "#ggg", "#fff;background:url(x)", "url(javascript:1)"] {
      #expect(throws: SlipwayError.self) { try ProjectTag.normalizeColor(bad) }
    }
  }
}
