import Testing

@testable import SlipwayServer

@Suite("A request in the log")
struct RequestLabelTests {
  private static func label(_ pattern: String?, _ path: String) -> String {
    RequestLabel.text(pattern: pattern, path: path, procedures: ["project.all", "application.one"])
  }

  @Test("is called by its procedures")
  func procedures() {
    #expect(Self.label("/api/{procedure}", "/api/project.all") == "/api/project.all")
    #expect(Self.label("/do/{procedure}", "/do/project.all") == "/do/project.all")
    #expect(
      Self.label("/api/trpc/{procedures}", "/api/trpc/project.all,application.one")
        == "/api/trpc/project.all,application.one")
  }

  @Test("never repeats a token or a stranger's text")
  func others() {
    #expect(Self.label("/api/deploy/{token}", "/api/deploy/s3cret") == "/api/deploy/{token}")
    #expect(Self.label("/api/{procedure}", "/api/evil\nline") == "/api/{procedure}")
    #expect(Self.label("/api/trpc/{procedures}", "/api/trpc/project.all,evil") == "/api/trpc/{procedures}")
    #expect(Self.label(nil, "/wp-admin") == "(no route)")
  }
}
