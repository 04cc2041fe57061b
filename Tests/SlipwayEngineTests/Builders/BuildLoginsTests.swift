import Foundation
import SlipwayCore
import SlipwayHost
import Testing

@testable import SlipwayEngine

@Suite struct BuildLoginsTests {
  private func registry(_ url: String, _ user: String, _ password: String) -> Registry {
    Registry(
      organizationID: ID("org1"), name: user, username: user, password: Secret(password), url: url, createdAt: Date())
  }

  @Test func `each registry's password is for that registry only, and the first of two is taken`() throws {
    let text = try BuildLogins(registries: [
      registry("", "ada", "hub"), registry("registry.test:5000", "ben", "one"),
      registry("registry.test:5000", "eve", "two"),
    ]).text()
    let logins = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))["auths"]?.members ?? [:]
    func login(_ place: String) -> String? {
      logins[place]?["auth"]?.stringValue.flatMap { Data(base64Encoded: $0) }.map {
        String(decoding: $0, as: UTF8.self)
      }
    }
    #expect(logins.count == 2)
    #expect(login("https://index.docker.io/v1/") == "ada:hub" && login("registry.test:5000") == "ben:one")
  }

  @Test func `a build reads the organisation's logins and not the server's own`() {
    let docker = DockerCommand(path: "/usr/bin/docker", usesBuildx: false, dockerHost: "unix:///d.sock")
    var request = BuildRequest(tag: "a", ignoresCache: false, labels: [:], deadline: .seconds(60))
    request.logins = "/data/logins"
    let command = docker.build(BuildPlan(dockerfile: "/c/D", context: "/c"), request: request, secretFiles: [])
    #expect(command.environment["DOCKER_CONFIG"] == Secret("/data/logins"))
  }
}
