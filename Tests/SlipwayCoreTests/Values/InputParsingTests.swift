import SlipwayCore
import Testing

/// Texts from outside become values, or are refused by name.
@Suite struct InputParsingTests {
  @Test(
    "Repository addresses",
    arguments: [
      ("https://github.com/owner/repo.git", "https://github.com/owner/repo.git"),
      ("https://user:p%40ss@host.test:8443/a/b", "https://host.test:8443/a/b"),
      ("http://10.0.0.1:3000/git/x.git", "http://10.0.0.1:3000/git/x.git"),
      ("ssh://git@host.test:2222/owner/repo.git", "ssh://git@host.test:2222/owner/repo.git"),
      ("git@github.com:owner/repo.git", "git@github.com:owner/repo.git"),
    ])
  func acceptsAddresses(typed: String, url: String) throws {
    #expect(try GitAddress(parsing: typed).url == url)
  }

  @Test("The password of an address is taken out of it")
  func separatesPassword() throws {
    let address = try GitAddress(parsing: "https://user:p%40ss@host.test/a/b")
    #expect(address.username == "user")
    #expect(address.password?.reveal() == "p@ss")
    #expect(!"\(address)".contains("p@ss"))
  }

  @Test(
    "Addresses that git could take for something else are refused",
    arguments: [
      "", "/srv/repo", "./repo", "../repo", "file:///etc", "ext::sh -c id", "-oProxyCommand=id", "--upload-pack=id",
      "git@-oProxyCommand=id:x", "ssh://-oProxyCommand=id/x", "git@host:-x", "https://host", "git://host/x",
      "https://host/a b", "https://ho`st/a", "user@host", "https://host/a\nb", "a::b", "fd::17/x", "https://h/x?a=b",
      "git@host::x", "http://exa mple/x", "https://h:99999/x", "https://h:0/x",
    ])
  func refusesAddresses(typed: String) {
    #expect(throws: SlipwayError.self) { try GitAddress(parsing: typed) }
  }

  @Test(arguments: [
    ("https://host.test/a/b.git", "../c.git", "https://host.test/a/c.git"),
    ("https://host.test/a/b.git/", "./c.git", "https://host.test/a/b.git/c.git"),
    ("https://host.test:8443/a/b", "../../x/c", "https://host.test:8443/x/c"),
    ("git@host.test:a/b.git", "../c.git", "git@host.test:a/c.git"),
    ("git@host.test:b.git", "../c.git", "git@host.test:c.git"),
    ("ssh://git@host.test:22/a/b.git", "../c.git", "ssh://git@host.test:22/a/c.git"),
  ])
  func `A submodule's address may be relative to that of its repository`(base: String, typed: String, url: String)
    throws
  {
    #expect(try GitAddress(parsing: base).resolving(typed, field: "f").url == url)
  }

  @Test(arguments: ["../../..", "../../../../c.git", "../../../../../../etc/passwd"])
  func `A relative address that leads to no repository is refused`(typed: String) throws {
    let base = try GitAddress(parsing: "https://host.test/b.git")
    let error = #expect(throws: SlipwayError.self) { try base.resolving(typed, field: "submodule") }
    #expect(error?.message.hasPrefix("submodule: ") == true)
  }

  @Test("Branch names", arguments: ["main", "feature/x-1", "v1.0.0", "fix#12", "a_b"])
  func acceptsBranches(name: String) throws {
    try GitReference.validate(name, field: "branch")
  }

  @Test(
    "Branch names that are none",
    arguments: [
      "", "-x", "--upload-pack=id", "a..b", "a b", "a;b", "a/", "/a", ".a", "a@{1}", "$(id)", "a.lock", "a\n",
    ])
  func refusesBranches(name: String) {
    #expect(throws: SlipwayError.self) { try GitReference.validate(name, field: "branch") }
  }

  @Test(
    "Paths below a folder",
    arguments: [("/", ""), ("", ""), ("a/b", "a/b"), ("/a//b/", "a/b"), ("./a", "a"), ("a b/(x)/@y", "a b/(x)/@y")])
  func normalizesPaths(typed: String, path: String) throws {
    #expect(try RelativePath.normalize(typed, field: "path") == path)
  }

  @Test("Paths that leave the folder", arguments: ["..", "a/../../b", "-x", "a/-x", "a\u{0}b", "a\nb", "..\\x"])
  func refusesPaths(typed: String) {
    #expect(throws: SlipwayError.self) { try RelativePath.normalize(typed, field: "path") }
  }

  @Test(
    "Images",
    arguments: [
      ("nginx", "nginx", nil), ("nginx:1.27", "nginx", "1.27"), ("ghcr.io/o/app:v1", "ghcr.io/o/app", "v1"),
      ("localhost:5000/a/b", "localhost:5000/a/b", nil), ("host.test:5000/a:1", "host.test:5000/a", "1"),
      ("app:1", "app", "1"),
    ] as [(String, String, String?)])
  func parsesImages(text: String, name: String, tag: String?) throws {
    let image = try ImageReference(parsing: text)
    #expect(image.name == name)
    #expect(image.tag == tag)
    #expect(image.description == text)
  }

  @Test(
    "Images that are none",
    arguments: [
      "", ":x", "a b", "$(id)", "a;id", "-x", "UPPER", "a//b", "a:b:c", "a@sha256:12", "host:99999/x", "a/",
    ])
  func refusesImages(text: String) {
    #expect(throws: SlipwayError.self) { try ImageReference(parsing: text) }
  }

  @Test(
    "Amounts of memory",
    arguments: [
      ("512m", 536_870_912), ("1g", 1_073_741_824), ("1024", 1024), ("1.5 GiB", 1_610_612_736), ("64KB", 65536),
    ])
  func parsesMemory(text: String, bytes: Int) throws {
    #expect(try ByteCount(parsing: text.filter { $0 != " " }, field: "memoryLimit").bytes == bytes)
  }

  @Test(
    "Amounts of processors", arguments: [("0.5", 500_000_000), ("2", 2_000_000_000), ("1500000000", 1_500_000_000)])
  func parsesCPUs(text: String, nano: Int) throws {
    #expect(try CPUCount(parsing: text, field: "cpuLimit").nanoCPUs == nano)
  }

  @Test("Amounts that are none", arguments: ["", "m", "-1", "1x", "nan", "inf", "1e99"])
  func refusesAmounts(text: String) {
    #expect(throws: SlipwayError.self) { try ByteCount(parsing: text, field: "f") }
    #expect(throws: SlipwayError.self) { try CPUCount(parsing: text, field: "f") }
  }

  @Test(
    "Host names",
    arguments: [
      ("App.Example.COM", "app.example.com"), ("localhost", "localhost"),
      ("xn--bcher-kva.test", "xn--bcher-kva.test"),
    ])
  func normalizesHosts(typed: String, host: String) throws {
    #expect(try Hostname.normalize(typed) == host)
  }

  @Test(
    "Host names that are none",
    arguments: [
      "", "a_b.test", "*.test", "bücher.test", "a..b", "-a.test", "a-.test", "http://a", "a:80", "a/b",
      "a`) || Host(`b", " a", "a\n",
    ])
  func refusesHosts(typed: String) {
    #expect(throws: SlipwayError.self) { try Hostname.normalize(typed) }
  }

  @Test("Words of a command line")
  func splitsWords() throws {
    #expect(
      try CommandWords.split(#"npm run 'start it' "a \"b\"" c\ d $HOME"#, field: "c") == [
        "npm", "run", "start it", "a \"b\"", "c d", "$HOME",
      ])
    #expect(try CommandWords.split("''", field: "c") == [""])
    #expect(throws: SlipwayError.self) { try CommandWords.split("a 'b", field: "c") }
  }

  @Test("Names for Docker are DNS labels with a suffix")
  func makesAppNames() throws {
    #expect(try AppName.make(from: "My App_1.0", suffix: "abc123") == "my-app-1-0-abc123")
    #expect(try AppName.make(from: "1st", suffix: "abc123") == "app-1st-abc123")
    #expect(try AppName.make(from: String(repeating: "x", count: 99), suffix: "abc123").count == 50)
    #expect(throws: SlipwayError.self) { try AppName.make(from: "---") }
  }

  @Test("Marks that skip a deployment")
  func skipsCI() {
    #expect(SkipCI.isRequested(by: "Fix it [Skip CI]"))
    #expect(SkipCI.isRequested(by: "x [actions skip]"))
    #expect(!SkipCI.isRequested(by: "skip ci"))
  }
}
