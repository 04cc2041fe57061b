import SlipwayProviders
import Testing

@Suite struct RepositoryPathTests {
  @Test func `an owner may have several parts, as GitLab's groups have`() throws {
    let path = try #require(RepositoryPath("group/inner/web"))
    #expect(path.owner == "group/inner")
    #expect(path.name == "web")
    #expect(path.full == "group/inner/web")
  }

  @Test(arguments: [
    "web", "a/..", "../a", "a/b c", "a/--x", "-a/b", "a//b", "a/b?c", "a/b#c", "a/%2e%2e", "a/", "/a", "ä/b",
  ])
  func `what could leave its place in an address is no repository`(full: String) {
    #expect(RepositoryPath(full) == nil)
  }
}
