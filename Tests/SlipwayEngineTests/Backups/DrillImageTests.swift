import SlipwayCore
import Testing

@testable import SlipwayEngine

@Suite struct DrillImageTests {
  @Test(arguments: [
    ("postgres:16", "postgres:16"), ("postgres:15-alpine", "postgres:15-alpine"),
    ("docker.io/library/postgres:15", "docker.io/library/postgres:15"),
    ("slipway/other-app-abc123:d-1", "postgres:17"),
    ("sha256:0123456789", "postgres:17"), ("ghcr.io/victim/private:1", "postgres:17"), ("--help", "postgres:17"),
    ("registry.test/postgres:16", "postgres:17"), ("", "postgres:17"),
  ])
  func `a drill takes from a manifest no other image than the database's own, in another version`(
    named: String, expected: String
  ) throws {
    let own = try ImageReference(parsing: "postgres:17")
    #expect(DrillImage.choose(named, own: own).description == expected)
    #expect(DrillImage.choose(nil, own: own) == own)
  }
}
