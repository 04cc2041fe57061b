import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

/// Users, keys, SSH keys, settings.
@Suite struct AccountProceduresTests {
  private static func organization(_ test: TestCall) -> JSONValue { .string(test.acme.organization.id.rawValue) }

  static let scenarios: [Scenario] = [
    Scenario(
      "who I am", "user.get", as: .role(.member),
      contains: ["member@acme.test", #""role":"member""#, #""canCreateProjects":false"#, #""apiKeys":[]"#]),
    Scenario("where I am", "user.session", contains: ["activeOrganizationId"]),
    Scenario("what I may", "user.getPermissions", as: .role(.member), contains: [#""create":false"#]),
    Scenario(
      "a key", "user.createApiKey", as: .role(.member), contains: [#""key":"ci"#, #""start":"ci"#], changes: true
    ) { test in
      [
        "name": "CI", "prefix": "ci_", "metadata": ["organizationId": organization(test)],
        "rateLimitEnabled": .bool(false),
      ]
    },
    Scenario("a key for another organization", "user.createApiKey", code: .forbidden) { test in
      ["name": "CI", "metadata": ["organizationId": .string(test.other.organization.id.rawValue)]]
    },
    Scenario("a key for a moment", "user.createApiKey", code: .badRequest, contains: ["expiresIn"]) { test in
      ["name": "CI", "expiresIn": .integer(5), "metadata": ["organizationId": organization(test)]]
    },
    Scenario("a key with a long name", "user.createApiKey", code: .badRequest, contains: ["name"]) { test in
      ["name": .string(String(repeating: "x", count: 33)), "metadata": ["organizationId": organization(test)]]
    },
    Scenario("one's own key removed", "user.deleteApiKey", contains: ["true"], changes: true) { test in
      ["apiKeyId": .string(test.acme.key.id.rawValue)]
    },
    Scenario("somebody else's key stays", "user.deleteApiKey", as: .role(.admin), code: .notFound) { test in
      ["apiKeyId": .string(test.acme.key.id.rawValue)]
    },
    Scenario("keys for git", "sshKey.all", contains: [#""privateKey":"""#]),
    Scenario("keys for git are not for members", "sshKey.all", as: .role(.member), code: .forbidden),
    Scenario("names of keys are", "sshKey.allForApps", as: .role(.member), contains: ["deploy key"]),
    Scenario("a pair", "sshKey.generate", contains: ["ssh-ed25519 ", "BEGIN OPENSSH PRIVATE KEY"]) { _ in
      ["type": "ed25519"]
    },
    Scenario("an RSA pair", "sshKey.generate", code: .badRequest, contains: ["type"]) { _ in ["type": "rsa"] },
    Scenario("a pair made and kept", "sshKey.create", contains: ["ssh-ed25519 ", #""privateKey":"""#], changes: true)
    { test in
      ["name": "k", "privateKey": "", "publicKey": "", "organizationId": organization(test)]
    },
    Scenario("a key that is none", "sshKey.create", code: .badRequest, contains: ["publicKey"]) { test in
      ["name": "k", "privateKey": "x", "publicKey": "y", "organizationId": organization(test)]
    },
    Scenario("a key for another organization", "sshKey.create", code: .badRequest, contains: ["organizationId"]) {
      test in
      [
        "name": "k", "privateKey": "", "publicKey": "",
        "organizationId": .string(test.other.organization.id.rawValue),
      ]
    },
    Scenario("a key renamed", "sshKey.update", contains: ["renamed"], changes: true) { test in
      ["sshKeyId": .string(test.acme.sshKey.id.rawValue), "name": "renamed"]
    },
    Scenario("a key removed", "sshKey.remove", changes: true) { test in
      ["sshKeyId": .string(test.acme.sshKey.id.rawValue)]
    },
    Scenario("healthy for anybody", "settings.health", as: .stranger, contains: [#"{"status":"ok"}"#]),
    Scenario("no cloud", "settings.isCloud", as: .stranger, contains: ["false"]),
    Scenario(
      "the version that clients know", "settings.getDokployVersion", as: .role(.member), contains: [#""v0.30.2""#]),
    Scenario("the document", "settings.getOpenApiDocument", contains: ["3.1.0", "https://panel.test/api"]),
    Scenario(
      "settings", "settings.getWebServerSettings", as: .role(.member),
      contains: [#""buildsConcurrency""#, #""host":null"#]),
    Scenario("more builds", "settings.updateBuildsConcurrency", contains: ["true"], changes: true) { _ in
      ["buildsConcurrency": .integer(7)]
    },
    Scenario("no builds", "settings.updateBuildsConcurrency", code: .badRequest, contains: ["buildsConcurrency"]) {
      _ in ["buildsConcurrency": .integer(0)]
    },
    Scenario("builds by a member", "settings.updateBuildsConcurrency", as: .role(.member), code: .forbidden) { _ in
      ["buildsConcurrency": .integer(2)]
    },
    Scenario(
      "a ceiling", "settings.updateBuildCeiling",
      contains: [#""buildCPULimit":1.5"#, #""buildMemoryLimit":2147483648"#], changes: true
    ) { _ in
      ["buildCPULimit": .number(1.5), "buildMemoryLimit": "2g"]
    },
    Scenario(
      "a ceiling that is too low", "settings.updateBuildCeiling", code: .badRequest, contains: ["buildMemoryLimit"]
    ) { _ in ["buildMemoryLimit": "1m"] },
    Scenario(
      "the dashboard's host", "settings.assignDomainServer", contains: [#""host":"panel.example.org""#], changes: true
    ) { _ in
      [
        "host": "Panel.example.org", "certificateType": "letsencrypt", "letsEncryptEmail": "a@example.org",
        "https": .bool(true),
      ]
    },
    Scenario(
      "the dashboard's host that is none", "settings.assignDomainServer", code: .badRequest, contains: ["host"]
    ) { _ in
      ["host": "panel`)", "certificateType": "none"]
    },
    Scenario(
      "an address that is none", "settings.assignDomainServer", code: .badRequest, contains: ["letsEncryptEmail"]
    ) { _ in
      ["host": "panel.example.org", "certificateType": "letsencrypt", "letsEncryptEmail": "a\nb"]
    },
    Scenario("queues emptied", "settings.cleanAllDeploymentQueue", contains: ["true"]),
    Scenario(
      "what works", "settings.checkInfrastructureHealth",
      contains: [#""postgres":{"status":"healthy"}"#, #""unhealthy""#]),
  ]

  @Test(arguments: scenarios) func accounts(scenario: Scenario) async throws {
    #expect(try await scenario.run(on: try await TestCall.make()) == [])
  }

  @Test func `a made key lets its user in`() async throws {
    let test = try await TestCall.make()
    let answer = await test.answer(
      "user.createApiKey", ["name": "CI", "metadata": ["organizationId": Self.organization(test)]],
      as: test.acme.caller())
    let key = answer.body["key"]?.stringValue ?? ""
    let caller = try await APIKeyKeeper(engine: test.engine).find(key)
    #expect(caller?.user.id == test.acme.users[.owner]?.id)
    let stored = try await test.store.read { try $0.apiKeys.all(of: test.acme.organization.ownerID) }
    #expect(stored.allSatisfy { !"\($0)".contains(key) })
  }

  @Test func `a key that an application uses is not removed`() async throws {
    let test = try await TestCall.make()
    _ = await test.answer(
      "application.update",
      [
        "applicationId": .string(test.acme.application.id.rawValue),
        "customGitSSHKeyId": .string(test.acme.sshKey.id.rawValue),
      ], as: test.acme.caller())
    let answer = await test.answer(
      "sshKey.remove", ["sshKeyId": .string(test.acme.sshKey.id.rawValue)], as: test.acme.caller())
    #expect(answer.code == .conflict)
    #expect(answer.message.contains("web"))
  }
}
