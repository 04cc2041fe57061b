import FoundationEssentials
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

@Suite struct ProjectProceduresTests {
  private static func project(_ test: TestCall) -> JSONValue { .string(test.acme.project.id.rawValue) }
  private static func environment(_ test: TestCall) -> JSONValue { .string(test.acme.environment.id.rawValue) }

  static let scenarios: [Scenario] = [
    Scenario(
      "a project begins with production", "project.create",
      contains: [#""name":"production""#, #""isDefault":true"#], changes: true
    ) { _ in
      ["name": "Shop", "description": "sells", "env": "A=1"]
    },
    Scenario("a project without a name", "project.create", code: .badRequest, contains: ["name"]),
    Scenario("a project with a blank name", "project.create", code: .badRequest, contains: ["name"]) { _ in
      ["name": "  "]
    },
    Scenario("a project with a line break in its name", "project.create", code: .badRequest, contains: ["name"]) {
      _ in
      ["name": "a\nb"]
    },
    Scenario("a member makes no project", "project.create", as: .role(.member), code: .forbidden) { _ in ["name": "x"]
    },
    Scenario(
      "hostile names are kept as they are", "project.create", contains: ["<img src=x onerror=alert(1)>"],
      changes: true
    ) { _ in
      ["name": "<img src=x onerror=alert(1)>"]
    },
    Scenario(
      "all projects", "project.all", as: .role(.member),
      contains: ["acme project", #""compose":[{"composeId":""#, #""projectTags":[{"#]),
    Scenario(
      "one project shows its variables", "project.one", contains: ["SHARED=acme", #""appName":"acme-web-abc123""#]
    ) { test in
      ["projectId": project(test)]
    },
    Scenario("renamed", "project.update", contains: ["Renamed"], changes: true) { test in
      ["projectId": project(test), "name": "Renamed"]
    },
    Scenario("the description is cleared by null", "project.update", contains: [#""description":null"#]) { test in
      ["projectId": project(test), "description": .null]
    },
    Scenario("moved to another organization", "project.update", code: .badRequest, contains: ["organizationId"]) {
      test in
      ["projectId": project(test), "organizationId": .string(test.other.organization.id.rawValue)]
    },
    Scenario("removed with everything", "project.remove", contains: ["acme project"], changes: true) { test in
      ["projectId": project(test)]
    },
    Scenario(
      "services at a glance", "environment.glances", as: .role(.member),
      contains: [#""host":"acme.example.org""#, #""isServing":false"#, #""isStopped":false"#]
    ) { test in
      ["environmentId": environment(test)]
    },
    Scenario("another's services at a glance", "environment.glances", as: .foreigner, code: .notFound) { test in
      ["environmentId": environment(test)]
    },
    Scenario("counted", "project.homeStats", contains: [#""applications":1"#, #""projects":1"#, #""idle":8"#]),
    Scenario("found by a word", "project.search", contains: [#""total":1"#]) { _ in ["q": "ACME"] },
    Scenario("percent is a percent", "project.search", contains: [#""total":0"#]) { _ in ["q": "%"] },
    Scenario("a search's limit", "project.search", code: .badRequest, contains: ["limit"]) { _ in
      ["limit": .integer(101)]
    },
    Scenario("a search's wrong type", "project.search", code: .badRequest, contains: ["limit"]) { _ in
      ["limit": "ten"]
    },
    Scenario("an environment", "environment.create", contains: ["staging"], changes: true) { test in
      ["projectId": project(test), "name": "staging"]
    },
    Scenario("production is taken", "environment.create", code: .badRequest, contains: ["production"]) { test in
      ["projectId": project(test), "name": "Production"]
    },
    Scenario("one environment", "environment.one", contains: [#""status":"idle""#, "acme project"]) { test in
      ["environmentId": environment(test)]
    },
    Scenario("by project", "environment.byProjectId", contains: [#""appName""#]) { test in
      ["projectId": project(test)]
    },
    Scenario("the default environment keeps its name", "environment.update", code: .badRequest, contains: ["name"]) {
      test in
      ["environmentId": environment(test), "name": "other"]
    },
    Scenario("the default environment stays", "environment.remove", code: .badRequest) { test in
      ["environmentId": environment(test)]
    },
    Scenario("variables of an environment", "environment.update", changes: true) { test in
      ["environmentId": environment(test), "env": "A=1"]
    },
    Scenario("a copy", "environment.duplicate", contains: ["copy"], changes: true) { test in
      ["environmentId": environment(test), "name": "copy"]
    },
    Scenario("environments are found", "environment.search", contains: [#""total":1"#]) { _ in ["name": "prod"] },
  ]

  @Test(arguments: scenarios) func `projects and environments`(scenario: Scenario) async throws {
    #expect(try await scenario.run(on: try await TestCall.make()) == [])
  }

  @Test func `removing a project leaves no row of its services and nobody else's gone`() async throws {
    let test = try await TestCall.make()
    let others = try await test.rows(of: test.other)
    let answer = await test.answer("project.remove", ["projectId": Self.project(test)], as: test.acme.caller())
    #expect(answer.isOK)
    let left = try await test.store.read { tx in
      (
        try tx.applications.find(test.acme.application.id), try tx.domains.find(test.acme.domain.id),
        try tx.releases.find(test.acme.release.id)
      )
    }
    #expect(left == (nil, nil, nil))
    #expect(try await test.rows(of: test.other) == others)
  }

  @Test func `a change of shared variables is a change of what refers to them`() async throws {
    let test = try await TestCall.make()
    _ = await test.answer(
      "application.saveEnvironment",
      [
        "applicationId": .string(test.acme.application.id.rawValue), "env": "A=${{project.SHARED}}",
        "buildArgs": .null,
        "buildSecrets": .null, "createEnvFile": .bool(true),
      ], as: test.acme.caller())
    try await test.store.write { tx in
      var application = try tx.applications.one(test.acme.application.id)
      application.changedAt = application.createdAt.addingTimeInterval(-100)
      try tx.applications.update(application)
    }
    _ = await test.answer(
      "project.update", ["projectId": Self.project(test), "env": "SHARED=2"], as: test.acme.caller())
    let changed = try await test.store.read { try $0.applications.one(test.acme.application.id).changedAt }
    #expect(changed == TestCall.now)
  }
}
