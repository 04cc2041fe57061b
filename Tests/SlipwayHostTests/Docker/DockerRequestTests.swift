import Foundation
import SlipwayCore
import Testing

@testable import SlipwayHost

@Suite struct DockerRequestTests {
  @Test func `The target has version, path and an encoded query`() throws {
    let request = try DockerRequest("GET", "/services", "list").with("all", nil).with("x", "a b&c=é")
      .filtered(by: ["label": ["a=b"]])
    #expect(
      request.target(version: "1.41")
        == "/v1.41/services?x=a%20b%26c%3D%C3%A9&filters=%7B%22label%22%3A%5B%22a%3Db%22%5D%7D")
    #expect(DockerRequest("GET", "/version", "x").target(version: nil) == "/version")
  }

  @Test(arguments: ["", "..", "../x", "a/b", "a?b", "-x", "a b", "é", "a%2fb"])
  func `A name that would lead to another call is refused`(name: String) {
    #expect(throws: SlipwayError.self) { try DockerName.check(name) }
  }

  @Test(arguments: ["", "/x", "x/../y", "a//b", "a?b", "a b", "x/."])
  func `An image's name that would lead to another call is refused`(name: String) {
    #expect(throws: SlipwayError.self) { try DockerName.check(image: name) }
  }

  @Test func `Names and images as they are pass`() throws {
    #expect(try DockerName.check("web-1.2_x") == "web-1.2_x")
    let image = "registry.example.com:5000/a/b:tag@sha256:abc"
    #expect(try DockerName.check(image: image) == image)
  }

  @Test func `A registry's login is one header in URL-safe base64`() throws {
    let header = try RegistryAuth(username: "u?>", password: Secret("p~~ÿ"), serverAddress: "r:5000").header()
    #expect(!header.contains("+") && !header.contains("/"))
    let data = Data(base64Encoded: header.replacing("-", with: "+").replacing("_", with: "/"))
    let fields = try JSONDecoder().decode([String: String].self, from: data ?? Data())
    #expect(fields == ["username": "u?>", "password": "p~~ÿ", "serveraddress": "r:5000"])
  }
}
