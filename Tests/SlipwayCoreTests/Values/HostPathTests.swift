import SlipwayCore
import Testing

@Suite struct HostPathTests {
  @Test(
    "One spelling",
    arguments: [
      ("/", "/"), ("/./", "/"), ("/./etc", "/etc"), ("//etc//", "/etc"), ("/var/lib/.", "/var/lib"),
      ("/a b/c", "/a b/c"),
    ])
  func normalizes(typed: String, text: String) { #expect(HostPath(typed)?.text == text) }

  @Test("No absolute paths", arguments: ["", "a", "./a", "/a/../b", "/a\nb", "/a\0"])
  func refuses(typed: String) { #expect(HostPath(typed) == nil) }

  @Test("Within and overlapping")
  func compares() throws {
    let lib = try #require(HostPath("/var/lib"))
    let slipway = try #require(HostPath("/var/lib/slipway"))
    let other = try #require(HostPath("/var/li"))
    #expect(slipway.isWithin(lib) && slipway.isWithin(slipway) && slipway.isWithin(.root))
    #expect(!lib.isWithin(slipway) && lib.overlaps(slipway) && slipway.overlaps(lib))
    #expect(!other.overlaps(lib))
  }
}
