import Foundation
import SlipwayHost
import SlipwayTesting
import Testing

struct CheckoutLinksTests {
  @Test func `links that stay in the code are told from those that lead out of it`() throws {
    let root = try temporaryPath("links")
    try FileManager.default.createDirectory(atPath: root + "/a/b", withIntermediateDirectories: true)
    func stray(_ target: String, at place: String) throws -> String? {
      try FileManager.default.createSymbolicLink(atPath: root + "/" + place, withDestinationPath: target)
      defer { try? FileManager.default.removeItem(atPath: root + "/" + place) }
      return try CheckoutLinks(root: root).firstStray()
    }
    for target in ["../x", "../../x", "./x/y", "x", "..", "../.."] { #expect(try stray(target, at: "a/b/l") == nil) }
    // What is not there yet, or is reached by way of another link, counts as well.
    for target in ["/etc/passwd", "/", "../../../x", "x/../../../..", "d/../x", root + "/a"] {
      #expect(try stray(target, at: "a/b/l") == "a/b/l", "\(target)")
    }
    #expect(try stray("..", at: "l") == "l")
  }
}
