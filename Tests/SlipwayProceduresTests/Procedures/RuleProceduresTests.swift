import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

/// Redirects, logins, patches, tags: what stands around services and projects.
@Suite struct RuleProceduresTests {
  private static func web(_ test: TestCall) -> JSONValue { .string(test.acme.application.id.rawValue) }

  private static func redirect(
    _ name: String, _ regex: String, _ replacement: String, as who: Member.Role = .owner,
    code: SlipwayError.Code? = nil, contains: [String] = []
  ) -> Scenario {
    Scenario(name, "redirects.create", as: .role(who), code: code, contains: contains, changes: code == nil) { test in
      [
        "applicationId": web(test), "regex": .string(regex), "replacement": .string(replacement),
        "permanent": .bool(true),
      ]
    }
  }

  private static func login(
    _ name: String, _ username: String, _ password: String, code: SlipwayError.Code? = nil, contains: [String] = []
  ) -> Scenario {
    Scenario(name, "security.create", code: code, contains: contains, changes: code == nil) { test in
      ["applicationId": web(test), "username": .string(username), "password": .string(password)]
    }
  }

  private static func patch(
    _ name: String, _ path: String, code: SlipwayError.Code? = nil, contains: [String] = []
  ) -> Scenario {
    Scenario(name, "patch.create", code: code, contains: contains, changes: code == nil) { test in
      ["applicationId": web(test), "filePath": .string(path), "content": "x"]
    }
  }

  static let scenarios: [Scenario] = [
    redirect("a redirect", "^http://a[.]test/(.*)", "https://b.test/$1", contains: [#""permanent":true"#]),
    redirect("of a member", "a", "https://b.test", as: .member, code: .forbidden),
    redirect("that Go refuses", "(?=a)", "https://b.test", code: .badRequest, contains: ["regex"]),
    redirect("to nowhere", "a", "a b", code: .badRequest, contains: ["replacement"]),
    redirect(
      "in a circle", "^http://acme[.]example[.]org/(.*)", "http://acme.example.org/x/$1", code: .badRequest,
      contains: ["replacement", "circle"]),
    redirect(
      "with words of YAML and templates", #"x: - {"'{{env}}"#, "https://b.test/{{env}}",
      contains: [#"x: - {\"'{{env}}"#]),
    Scenario("one redirect", "redirects.one", contains: ["acme.example.org/new"]) { test in
      ["redirectId": .string(test.acme.rules.redirect.id.rawValue)]
    },
    Scenario("a redirect changed", "redirects.update", contains: ["/newer"], changes: true) { test in
      [
        "redirectId": .string(test.acme.rules.redirect.id.rawValue), "regex": "/old$", "replacement": "/newer",
        "permanent": .bool(false),
      ]
    },
    Scenario("a redirect removed", "redirects.delete", changes: true) { test in
      ["redirectId": .string(test.acme.rules.redirect.id.rawValue)]
    },
    login("a login", "grace", "pässword", contains: [Secret.mask]),
    login("a name that is there", "ada", "secret", code: .conflict, contains: ["username"]),
    login("a name with a colon", "a:b", "secret", code: .badRequest, contains: ["username"]),
    login("a name with a line end", "a\nroot:x", "secret", code: .badRequest, contains: ["username"]),
    login("no password", "grace", "", code: .badRequest, contains: ["password"]),
    login(
      "a password that bcrypt cuts", "grace", String(repeating: "x", count: 73), code: .badRequest,
      contains: ["password"]),
    Scenario("a login renamed", "security.update", contains: ["grace"], changes: true) { test in
      [
        "securityId": .string(test.acme.rules.auth.id.rawValue), "username": "grace",
        "password": .string(Secret.mask),
      ]
    },
    Scenario("a login removed", "security.delete", changes: true) { test in
      ["securityId": .string(test.acme.rules.auth.id.rawValue)]
    },
    patch("a patch", "src/main.c", contains: [#""filePath":"src/main.c""#]),
    patch("a path that is there", "config/app.yml", code: .conflict, contains: ["filePath"]),
    patch("a path outside", "../x", code: .badRequest, contains: ["filePath"]),
    patch("an absolute path", "/etc/passwd", code: .badRequest, contains: ["filePath"]),
    patch("git's folder", ".git/hooks/post-checkout", code: .badRequest, contains: ["filePath"]),
    patch("an option", "--help", code: .badRequest, contains: ["filePath"]),
    Scenario("a patch of nothing", "patch.create", code: .badRequest, contains: ["applicationId"]) { _ in
      ["filePath": "a", "content": ""]
    },
    Scenario("a patch changed", "patch.update", contains: [#""content":"two\n""#], changes: true) { test in
      ["patchId": .string(test.acme.rules.patch.id.rawValue), "content": "two"]
    },
    Scenario("a patch turned off", "patch.toggleEnabled", contains: [#""enabled":false"#], changes: true) { test in
      ["patchId": .string(test.acme.rules.patch.id.rawValue), "enabled": .bool(false)]
    },
    Scenario("a file saved over a patch", "patch.saveFileAsPatch", contains: ["three"], changes: true) { test in
      ["id": web(test), "type": "application", "filePath": "config/app.yml", "content": "three"]
    },
    Scenario("a file to be deleted", "patch.markFileForDeletion", contains: [#""type":"delete""#], changes: true) {
      test in ["id": web(test), "type": "application", "filePath": "README.md"]
    },
    Scenario("the patches", "patch.byEntityId", contains: ["config/app.yml"]) { test in
      ["id": web(test), "type": "application"]
    },
    Scenario("a patched file", "patch.readRepoFile", contains: ["name: acme"]) { test in
      ["id": web(test), "type": "application", "filePath": "config/app.yml"]
    },
    Scenario("code that was not fetched", "patch.readRepoDirectories", code: .preconditionFailed) { test in
      ["id": web(test), "type": "application", "repoPath": ""]
    },
    Scenario("code by a path", "patch.readRepoDirectories", code: .badRequest, contains: ["repoPath"]) { test in
      ["id": web(test), "type": "application", "repoPath": "/etc"]
    },
    Scenario("a tag", "tag.create", contains: [##""color":"#ff0000""##], changes: true) { _ in
      ["name": "live", "color": "#F00"]
    },
    Scenario("a tag again", "tag.create", code: .conflict, contains: ["name"]) { _ in ["name": "acme tag"] },
    Scenario("a tag of no colour", "tag.create", code: .badRequest, contains: ["color"]) { _ in
      ["name": "x", "color": "red;background:url(x)"]
    },
    Scenario("no tags", "tag.bulkAssign", contains: ["[]"], changes: true) { test in
      ["projectId": .string(test.acme.project.id.rawValue), "tagIds": []]
    },
    Scenario("somebody else's tag", "tag.bulkAssign", code: .notFound, contains: ["Tag"]) { test in
      [
        "projectId": .string(test.acme.project.id.rawValue),
        "tagIds": [.string(test.acme.rules.tag.id.rawValue), .string(test.other.rules.tag.id.rawValue)],
      ]
    },
    Scenario("a project's tags", "project.one", contains: [#""projectTags":[{"#, "acme tag"]) { test in
      ["projectId": .string(test.acme.project.id.rawValue)]
    },
    Scenario("all projects' tags", "project.all", contains: [#""projectTags":[{"#, "acme tag"]),
    Scenario("all of an application", "application.one", contains: ["acme.example.org/new", #""username":"ada""#]) {
      test in ["applicationId": web(test)]
    },
  ]

  @Test(arguments: scenarios) func rules(scenario: Scenario) async throws {
    #expect(try await scenario.run(on: try await TestCall.make()) == [])
  }

  @Test func `a password is kept as bcrypt and shown to nobody`() async throws {
    let test = try await TestCall.make()
    let input: JSONValue = ["applicationId": Self.web(test), "username": "grace", "password": "hopper-canary"]
    #expect(await test.answer("security.create", input, as: test.acme.caller()).isOK)
    let stored = try await test.store.read {
      try $0.basicAuths.find(username: "grace", of: test.acme.application.id)?.passwordHash
    }
    let hash = try #require(stored)
    #expect(hash.reveal().hasPrefix("$2y$10$") && PasswordHash.verify("hopper-canary", hash))
    let all = await test.answer("application.one", ["applicationId": Self.web(test)], as: test.acme.caller())
    #expect(!all.text.contains("canary-login") && !all.text.contains("$2y$"))
  }

  @Test func `a copy has all but what leads to one service only`() async throws {
    let test = try await TestCall.make()
    let environment = JSONValue.string(test.acme.environment.id.rawValue)
    let answer = await test.answer(
      "project.duplicate", ["sourceEnvironmentId": environment, "name": "twin"], as: test.acme.caller(.admin))
    #expect(answer.isOK, "\(answer.text)")
    let original = test.acme.application
    try await test.store.read { tx throws in
      let project = try #require(try tx.projects.all(in: test.acme.organization.id).first { $0.name == "twin" })
      #expect(project.env == test.acme.project.env)
      let target = try #require(try tx.environments.all(in: project.id).first)
      let copy = try #require(try tx.applications.all(in: target.id).first)
      #expect(copy.appName != original.appName && copy.refreshToken != original.refreshToken)
      #expect(copy.appName.hasPrefix("acme-web-"))
      #expect(copy.source == original.source && copy.secrets == original.secrets && copy.status == .idle)
      #expect(try tx.domains.all(of: copy.id).isEmpty && tx.ports.all(of: copy.id).isEmpty)
      #expect(try tx.redirects.all(of: copy.id).map(\.regex) == [test.acme.rules.redirect.regex])
      #expect(try tx.basicAuths.all(of: copy.id).map(\.passwordHash) == [test.acme.rules.auth.passwordHash])
      #expect(try tx.sourcePatches.all(of: copy.id).map(\.content) == [test.acme.rules.patch.content])
      #expect(try tx.mounts.all(of: copy.id).map(\.volumeName) == ["\(copy.appName)-data"])
    }
  }

  @Test func `a copy beside the original has another name; a foreign service is not found`() async throws {
    let test = try await TestCall.make()
    let environment = JSONValue.string(test.acme.environment.id.rawValue)
    let service: JSONValue = ["id": Self.web(test), "type": "application"]
    let beside: JSONValue = [
      "sourceEnvironmentId": environment, "name": "x", "duplicateInSameProject": .bool(true),
      "selectedServices": [service],
    ]
    #expect(await test.answer("project.duplicate", beside, as: test.acme.caller()).isOK)
    let names = try await test.store.read { try $0.applications.all(in: test.acme.environment.id).map(\.name) }
    #expect(names.sorted() == ["web", "web (copy)"])
    let before = try await test.rows()
    let foreign: JSONValue = [
      "sourceEnvironmentId": environment, "name": "x",
      "selectedServices": [["id": .string(test.other.application.id.rawValue), "type": "application"]],
    ]
    #expect(await test.answer("project.duplicate", foreign, as: test.acme.caller()).code == .notFound)
    #expect(await test.answer("project.duplicate", beside, as: test.acme.caller(.member)).code == .forbidden)
    #expect(try await test.rows() == before)
  }
}
