import SlipwayCore
import Testing

@Suite struct ProviderKindTests {
  @Test func `each kind is written as the published API writes it`() {
    #expect(ProviderKind.allCases.map(\.rawValue) == ["github", "gitlab", "gitea", "bitbucket"])
  }
}
