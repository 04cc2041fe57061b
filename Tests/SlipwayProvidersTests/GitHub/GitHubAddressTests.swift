import SlipwayCore
import Testing

@testable import SlipwayProviders

@Suite struct GitHubAddressTests {
  @Test(arguments: [
    ("", "https://github.com", "https://api.github.com"),
    ("https://www.github.com/", "https://github.com", "https://api.github.com"),
    ("https://GitHub.com.", "https://github.com", "https://api.github.com"),
    ("https://acme.ghe.com", "https://acme.ghe.com", "https://api.acme.ghe.com"),
    ("https://git.example.com:8443", "https://git.example.com:8443", "https://git.example.com:8443/api/v3"),
    ("https://notghe.com", "https://notghe.com", "https://notghe.com/api/v3"),
    (
      "https://acme.ghe.com.evil.example", "https://acme.ghe.com.evil.example",
      "https://acme.ghe.com.evil.example/api/v3"
    ),
  ])
  func `the API is where GitHub has it`(typed: String, web: String, api: String) throws {
    let address = try GitHubAddress(typed)
    #expect(address.web == web)
    #expect(address.api == api)
  }

  @Test(arguments: [
    "http://github.com", "github.com", "https://localhost", "https://a:b@github.com", "https://github.com/evil",
    "https://github.com?x=1", "ftp://github.com", "https://", "https://gïthub.com",
  ])
  func `what is no GitHub is refused`(typed: String) {
    #expect(throws: SlipwayError.self) { try GitHubAddress(typed) }
  }
}
