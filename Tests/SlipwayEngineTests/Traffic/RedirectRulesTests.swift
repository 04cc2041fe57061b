import Foundation
import SlipwayCore
import Testing

@testable import SlipwayEngine

@Suite struct RedirectRulesTests {
  private func rules(https: Bool = false, host: String = "shop.example.com") -> RedirectRules {
    let now = Date(timeIntervalSince1970: 0)
    var configuration = Configuration()
    (configuration.httpPort, configuration.httpsPort) = (80, 443)
    return RedirectRules(
      domains: [
        Domain(organizationID: ID("o"), deployableID: ID("a"), host: host, https: https, createdAt: now),
        Domain(organizationID: ID("o"), deployableID: ID("a"), host: "www.\(host)", https: https, createdAt: now),
      ], configuration: configuration)
  }

  private func redirect(_ regex: String, _ replacement: String, number: Int = 0) -> Redirect {
    Redirect(
      organizationID: ID("o"), deployableID: ID("a"), regex: regex, replacement: replacement,
      uniqueConfigKey: number, createdAt: Date(timeIntervalSince1970: 0))
  }

  @Test(arguments: [
    ("^https?://www[.]shop[.]example[.]com/(.*)", "http://shop.example.com/${1}"),
    ("^http://shop[.]example[.]com/old(.*)", "http://shop.example.com/new$1"),
    ("(.*)/$", "https://elsewhere.example.com"), ("^.*$", "https://elsewhere.example.com/"), ("nothing", "/else"),
  ]) func `redirects that arrive are fine`(regex: String, replacement: String) throws {
    try rules().check(redirect(regex, replacement), beside: [])
  }

  @Test(arguments: [
    ("^https?://([^/]+)/(.*)", "https://shop.example.com/x/$2"), ("/$", "//"),
    ("^http://shop[.]example[.]com/(.*)", "http://www.shop.example.com/$1/"),
  ]) func `a redirect that fits its own address leads in a circle`(regex: String, replacement: String) throws {
    let back = redirect("^http://www[.]shop[.]example[.]com/(.*)", "http://shop.example.com/$1", number: 1)
    let error = #expect(throws: SlipwayError.self) {
      try rules().check(redirect(regex, replacement), beside: [back])
    }
    #expect(error?.details["replacement"]?.contains("circle") == true)
  }

  @Test func `back to plain HTTP where HTTPS is asked for leads in a circle`() throws {
    let plain = redirect("^https://shop[.]example[.]com/(.*)", "http://shop.example.com/$1")
    try rules().check(plain, beside: [])
    #expect(throws: SlipwayError.self) { try rules(https: true).check(plain, beside: []) }
  }

  @Test(arguments: ["", "https://a b", "https://a\nb", "javascript:alert(1)", "data:text/html,x", "$1x", "${2}"])
  func `what is no address is no replacement`(replacement: String) {
    let error = #expect(throws: SlipwayError.self) {
      try rules().check(redirect("(a)", replacement), beside: [])
    }
    #expect(error?.details["replacement"] != nil)
  }

  @Test func `whoever writes a letter after a group is told how`() {
    let error = #expect(throws: SlipwayError.self) {
      try rules().check(redirect("(a)", "https://x/$1st"), beside: [])
    }
    #expect(error?.message.contains("${1}st") == true)
  }
}
