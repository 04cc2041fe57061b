import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@Suite struct ApplicationCreateWithSourceTests {
  private static func create(
    _ name: String, _ fields: JSONValue, as who: Scenario.Who = .role(.owner), code: SlipwayError.Code? = nil,
    contains: [String] = []
  ) -> Scenario {
    Scenario(
      name, "application.createWithSource", as: who, code: code, contains: contains, changes: code == nil
    ) { test in
      let standard: [String: JSONValue] = [
        "name": "Shop", "environmentId": .string(test.acme.environment.id.rawValue),
      ]
      return .object(standard.merging(fields.members) { $1 })
    }
  }

  static let scenarios: [Scenario] = [
    create(
      "a repository that is not deployed", ["sourceType": "git", "customGitUrl": "https://git.test/a.git"],
      contains: [#""deploymentId":null"#]),
    create("an image", ["sourceType": "docker", "dockerImage": "nginx:1.27"], contains: ["applicationId"]),
    create("a zip that is still to come", ["sourceType": "drop"], contains: [#""deploymentId":null"#]),
    create(
      "all that is missing at once", ["name": " ", "sourceType": "git"], code: .badRequest,
      contains: ["name", "customGitUrl"]),
    create("no image", ["sourceType": "docker"], code: .badRequest, contains: ["dockerImage"]),
    create(
      "an image that is none", ["sourceType": "docker", "dockerImage": "NOT AN IMAGE"], code: .badRequest,
      contains: ["dockerImage"]),
    create(
      "an address that is none", ["sourceType": "git", "customGitUrl": "file:///etc", "deploy": .bool(true)],
      code: .badRequest, contains: ["customGitUrl"]),
    create(
      "a branch that is an option",
      ["sourceType": "git", "customGitUrl": "https://git.test/a.git", "customGitBranch": "--x"], code: .badRequest,
      contains: ["customGitBranch"]),
    create("a zip deployed before it is there", ["sourceType": "drop", "deploy": .bool(true)], code: .badRequest),
    create("a source that is not there yet", ["sourceType": "github"], code: .badRequest, contains: ["sourceType"]),
    create("by a member", ["sourceType": "drop"], as: .role(.member), code: .forbidden),
    create("in somebody else's environment", ["sourceType": "drop"], as: .foreigner, code: .notFound),
  ]

  @Test(arguments: scenarios) func `an application with its source is made whole or not at all`(
    scenario: Scenario
  ) async throws {
    let test = try await TestCall.make()
    #expect(try await scenario.run(on: test) == [])
  }

  @Test func `somebody else's key does not come along`() async throws {
    let test = try await TestCall.make()
    let scenario = Scenario("a foreign key", "application.createWithSource", code: .notFound) { test in
      [
        "name": "Shop", "environmentId": .string(test.acme.environment.id.rawValue), "sourceType": "git",
        "customGitUrl": "git@git.test:a.git", "customGitSSHKeyId": .string(test.other.sshKey.id.rawValue),
      ]
    }
    #expect(try await scenario.run(on: test) == [])
  }

  @Test func `a new application and its first deployment are one transaction`() async throws {
    let test = try await TestCall.make()
    let answer = await test.answer(
      "application.createWithSource",
      [
        "name": "Shop", "environmentId": .string(test.acme.environment.id.rawValue), "sourceType": "git",
        "customGitUrl": "https://anna:s3cret@git.test/a.git", "deploy": .bool(true),
      ], as: test.acme.caller(.owner))
    let application = ID<Deployable>(answer.body["applicationId"]?.stringValue ?? "")
    let deployment = ID<Deployment>(answer.body["deploymentId"]?.stringValue ?? "")
    try await test.store.read { tx in
      let stored = try tx.applications.one(application)
      #expect(stored.source.customGitUrl == "https://git.test/a.git")
      #expect(stored.secrets.gitPassword == Secret("s3cret"))
      #expect(try tx.deployments.one(deployment).deployableID == application)
      #expect(try tx.jobs.find(ID(deployment.rawValue)) != nil)
    }
  }

  @Test func `what signs in to a private repository comes along, sealed`() async throws {
    let test = try await TestCall.make()
    let answer = await test.answer(
      "application.createWithSource",
      [
        "name": "Shop", "environmentId": .string(test.acme.environment.id.rawValue), "sourceType": "git",
        "customGitUrl": "https://git.test/a.git", "customGitUsername": "anna", "customGitPassword": "s3cret",
      ], as: test.acme.caller(.owner))
    let application = ID<Deployable>(answer.body["applicationId"]?.stringValue ?? "")
    let stored = try await test.store.read { try $0.applications.one(application) }
    #expect(stored.source.customGitUsername == "anna" && stored.secrets.gitPassword == Secret("s3cret"))
    #expect(!stored.build.createEnvFile, "secrets are in no image unless somebody wants them there")
  }
}
