import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

@Suite struct TemplateProceduresTests {
  /// As the dashboards of others export a template.
  static func exported(
    _ compose: String = "services: {web: {image: nginx}}",
    _ config: String = "[[config.domains]]\nserviceName = \"web\"\nport = 80\n[config.env]\nA = \"${password:8}\""
  ) -> JSONValue {
    let content = JSONValue.object(["compose": .string(compose), "config": .string(config)])
    return .string(((try? JSONEncoder().encode(content)) ?? Data()).base64EncodedString())
  }

  private static func preview(
    _ name: String, _ base64: JSONValue, code: SlipwayError.Code? = nil, contains: [String]
  ) -> Scenario {
    Scenario(name, "compose.previewTemplate", as: .role(.member), code: code, contains: contains) { _ in
      ["base64": base64, "appName": "blog-abc123"]
    }
  }

  static let scenarios: [Scenario] = [
    Scenario(
      "all", "compose.templates", as: .role(.member),
      contains: [#""id":"static-site""#, #""id":"file-share""#, #""tags":["web","static"]"#]),
    Scenario("tags", "compose.getTags", as: .role(.member), contains: [#"["files","redirect","static","web"]"#]),
    Scenario(
      "for the gallery", "compose.gallery", as: .role(.member), contains: [#""problem":null"#, "static-site"]),
    Scenario("to strangers", "compose.templates", as: .stranger, code: .unauthorized),
    Scenario("of a folder", "compose.templates", code: .badRequest, contains: ["baseUrl"]) { _ in ["baseUrl": "/etc"]
    },
    Scenario("within the network", "compose.templates", code: .badRequest, contains: ["within this network"]) { _ in
      ["baseUrl": "http://127.0.0.1:1"]
    },
    Scenario(
      "one", "compose.template", as: .role(.member),
      contains: [
        #""services":["prepare","web"]"#, #""domains":["web:80"]"#, #""files":["users","share.conf"]"#,
        #""dangers":[]"#,
        #""problem":null"#, "data:image/svg+xml;base64,",
      ]
    ) { _ in ["id": "file-share"] },
    Scenario("none", "compose.template", code: .notFound) { _ in ["id": "../redirect"] },
    preview(
      "of an import", exported(),
      contains: [#""serviceName":"web""#, "blog-abc123-", ".sslip.io", #""port":80"#, "A="]),
    preview("of nothing", "", code: .badRequest, contains: ["base64"]),
    preview("of no base64", "%%%", code: .badRequest, contains: ["base64"]),
    preview("of no object", "W10=", code: .badRequest, contains: ["base64", "'compose' and 'config'"]),
    preview("of no compose file", exported("a: [", ""), code: .badRequest, contains: ["composeFile", "line"]),
    preview(
      "with an unknown helper", exported("services: {web: {image: x}}", "[config.env]\nA = \"${passwrd:8}\""),
      code: .badRequest, contains: ["template.toml", "config.env.A"]),
    preview(
      "with a path that leads out",
      exported("services: {web: {image: x}}", "[[config.mounts]]\nfilePath = \"../x\"\ncontent = \"\""),
      code: .badRequest, contains: ["config.mounts[0].filePath"]),
  ]

  @Test(arguments: scenarios) func templates(scenario: Scenario) async throws {
    #expect(try await scenario.run(on: try await TestCall.make()) == [])
  }
}
