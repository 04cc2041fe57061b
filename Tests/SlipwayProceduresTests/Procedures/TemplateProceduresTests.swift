import Foundation
import SlipwayCore
import SlipwayStore
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
      "of a catalogue that nobody configured to members", "compose.templates", as: .role(.member), code: .forbidden
    ) { _ in ["baseUrl": "http://templates.test"] },
    Scenario(
      "one of a catalogue that nobody configured to members", "compose.template", as: .role(.member), code: .forbidden
    ) { _ in ["id": "x", "baseUrl": "http://templates.test"] },
    Scenario(
      "tags of a catalogue that nobody configured to members", "compose.getTags", as: .role(.member), code: .forbidden
    ) { _ in ["baseUrl": "http://templates.test"] },
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

  @Test func `A template becomes a stack with its files, variables and a domain, in one step`() async throws {
    let test = try await TestCall.make()
    let row = await test.answer(
      "compose.deployTemplate",
      ["environmentId": .string(test.acme.environment.id.rawValue), "id": "file-share"], as: test.acme.caller())
    let id = ID<Deployable>(row.body["composeId"]?.stringValue ?? "")
    #expect(row.isOK && row.body["name"]?.stringValue == "file-share", "\(row.text)")
    let (stack, mounts, domains) = try await test.store.read { tx in
      (try tx.composeStacks.one(id), try tx.mounts.all(of: id), try tx.domains.all(of: id))
    }
    #expect(stack.settings.sourceType == .raw && stack.icon?.hasPrefix("data:image/svg+xml") == true)
    #expect(stack.secrets.env.reveal().contains("SHARE_PASSWORD="))
    #expect(Set(mounts.map(\.filePath)) == ["users", "share.conf"])
    #expect(domains.map(\.serviceName) == ["web"] && domains.first?.port == 80)
    #expect(domains.first?.host.hasPrefix(String(stack.appName.prefix(10))) == true)
  }

  @Test func `A template that is not there, or has no place, leaves nothing behind`() async throws {
    let test = try await TestCall.make()
    let before = try await test.rows()
    let missing = await test.answer(
      "compose.deployTemplate", ["environmentId": .string(test.acme.environment.id.rawValue), "id": "nobody"],
      as: test.acme.caller())
    #expect(missing.code == .notFound)
    let foreign = await test.answer(
      "compose.deployTemplate", ["environmentId": .string(test.other.environment.id.rawValue), "id": "redirect"],
      as: test.acme.caller())
    #expect(foreign.code == .notFound)
    #expect(try await test.rows() == before)
  }

  @Test func `An import takes the place of everything, or of nothing`() async throws {
    let test = try await TestCall.make()
    let id = test.acme.stack.id
    let before = try await test.rows()
    let bad = Self.exported("services: {web: {image: x}}", "[[config.domains]]\nserviceName = \"api\"\nport = 1")
    let refused = await test.answer(
      "compose.import", ["composeId": .string(id.rawValue), "base64": bad], as: test.acme.caller())
    #expect(refused.code == .badRequest && refused.message.contains("config.domains[0].serviceName"))
    #expect(try await test.rows() == before)
    for _ in 0..<2 {
      let taken = await test.answer(
        "compose.import", ["composeId": .string(id.rawValue), "base64": Self.exported()], as: test.acme.caller())
      #expect(taken.isOK, "\(taken.text)")
    }
    let (stack, domains) = try await test.store.read { (try $0.composeStacks.one(id), try $0.domains.all(of: id)) }
    #expect(stack.secrets.composeFile.reveal() == "services: {web: {image: nginx}}")
    #expect(domains.count == 1 && domains.first?.serviceName == "web")
  }

  @Test func `An import that asks for the server is an owner's to take`() async throws {
    let test = try await TestCall.make()
    let input: JSONValue = [
      "composeId": .string(test.acme.stack.id.rawValue),
      "base64": Self.exported("services: {web: {image: x, privileged: true}}", ""),
    ]
    let refused = await test.answer("compose.import", input, as: test.acme.caller(.admin))
    #expect(refused.code == .forbidden && refused.message.contains("services.web.privileged"))
    #expect(await test.answer("compose.import", input, as: test.acme.caller()).isOK)
  }

  @Test func `A stack's file is shown as it would run, and with names set apart, and nothing is kept`() async throws {
    let test = try await TestCall.make()
    let before = try await test.rows()
    let id = JSONValue.string(test.acme.stack.id.rawValue)
    let shown = await test.answer("compose.getConvertedCompose", ["composeId": id], as: test.acme.caller())
    #expect(shown.body.stringValue?.contains("web:") == true, "\(shown.text)")
    let apart = await test.answer(
      "compose.randomizeCompose", ["composeId": id, "suffix": "ab12"], as: test.acme.caller())
    #expect(apart.body.stringValue?.contains("web-ab12:") == true, "\(apart.text)")
    let random = await test.answer("compose.randomizeCompose", ["composeId": id], as: test.acme.caller())
    #expect(random.body.stringValue?.contains(/web-[0-9a-f]{8}:/) == true, "\(random.text)")
    let isolated = await test.answer("compose.isolatedDeployment", ["composeId": id], as: test.acme.caller())
    #expect(isolated.body.stringValue?.contains("external: true") == true, "\(isolated.text)")
    let bad = await test.answer(
      "compose.randomizeCompose", ["composeId": id, "suffix": "A B"], as: test.acme.caller())
    #expect(bad.code == .badRequest && bad.fields == ["suffix"])
    #expect(try await test.rows() == before)
  }
}
