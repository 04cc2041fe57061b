import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct TemplateTests {
    @Test(.timeLimit(.minutes(6)))
    func `the templates that come with Slipway serve what they promise`() async throws {
      try await EndToEndFixture.with("template") { e2e in
        let project = try await e2e.api.call("project.create", ["name": "Templates"])
        let environment = try (project["environment"] ?? .null).text("environmentId")
        let site = try await deployed("static-site", environment, e2e)
        try await site.stack.waitForPage("It works", at: site.host)

        let redirect = try await deployed("redirect", environment, e2e)
        let moved = try await redirect.stack.get(redirect.host, "/a?b=c")
        #expect(moved.status == 302 && moved.headers["location"] == "https://example.com/a?b=c", "\(moved)")

        let share = try await deployed("file-share", environment, e2e)
        #expect(try await share.stack.get(share.host).status == 401)
        let env = EnvironmentVariables(parsing: try await share.stack.one().text("env"))
        let login = "\(env["SHARE_USER"] ?? ""):\(env["SHARE_PASSWORD"] ?? "")"
        let listed = try await EndToEndHTTP.request(
          port: e2e.ports.http, host: share.host, path: "/",
          headers: ["Authorization": "Basic \(Data(login.utf8).base64EncodedString())"], seconds: 10)
        #expect(listed.status == 200 && listed.body.contains("README.txt"), "\(listed)")
      }
    }

    /// A stack made of a template and deployed, and the host that was made for it.
    private func deployed(
      _ template: String, _ environment: String, _ e2e: EndToEndFixture
    ) async throws -> (stack: EndToEndStack, host: String) {
      let row = try await e2e.api.call(
        "compose.deployTemplate", ["environmentId": .string(environment), "id": .string(template)])
      let stack = EndToEndStack(fixture: e2e, id: try row.text("composeId"), appName: try row.text("appName"))
      try await stack.deployed()
      let domain = try await stack.one()["domains"]?.arrayValue?.first ?? .null
      return (stack, try domain.text("host"))
    }
  }
}
