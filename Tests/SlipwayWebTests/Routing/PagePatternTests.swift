import Testing

@testable import SlipwayWeb

@Suite struct PagePatternTests {
  private static let pattern = PagePattern("/applications/:application/logs")

  @Test func `takes the parameters out of a path`() {
    #expect(Self.pattern.match("/applications/abc/logs") == ["application": "abc"])
    #expect(Self.pattern.match("/applications/a%2Fb/logs") == ["application": "a/b"])
    #expect(Self.pattern.match("/applications/a%zz/logs") == ["application": ""])
  }

  @Test(
    "Another path is no match",
    arguments: ["/applications/abc", "/applications/abc/logs/more", "/projects/abc/logs", "/", "", "applications"])
  func others(path: String) {
    #expect(Self.pattern.match(path) == nil)
  }

  @Test func `the address without a path has no parts`() {
    #expect(PagePattern("/").match("/") == [:])
    #expect(PagePattern("/").match("/projects") == nil)
  }

  @Test func `every page is found at its own path, and at no other's`() throws {
    #expect(Set(Pages.all.map { $0.path }).count == Pages.all.count)
    for page in Pages.all {
      let path = page.path.split(separator: "/").map { $0.first == ":" ? "x" : String($0) }.joined(separator: "/")
      let found = try #require(Pages.find("/" + path))
      #expect(found.page.path == page.path)
    }
    #expect(Pages.find("/nothing/of/ours") == nil)
  }
}
