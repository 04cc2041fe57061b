import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

/// An application that is made of a repository at a provider whose API is a contract server's; git, the builds and the
/// releases are real.
struct ProviderStage: Sendable {
  let e2e: EndToEndFixture
  /// The account.
  let provider: String
  let application: EndToEndApplication
  let repository: EndToEndRepository
  /// What the provider sends of a push.
  let push: @Sendable (_ path: String, _ before: String?, _ after: String?) async throws -> ContractDelivery
  /// What it was told of commits, by the repository's name.
  let statuses: @Sendable (_ path: String) async throws -> [ContractRepository.Status]

  /// An application with a Dockerfile and a repository on the git server, not yet made of it.
  static func application(_ e2e: EndToEndFixture) async throws -> (EndToEndApplication, EndToEndRepository) {
    let application = try await e2e.application()
    let repository = try await e2e.git.repository(application.appName, EndToEndRepository.page("first"))
    try await application.useDockerfile()
    try await application.monitorShortly()
    try await application.addDomain()
    return (application, repository)
  }

  /// By hand, for the first time: nothing of what lets git in is in the log.
  func deployFirst() async throws {
    let deployed = try await application.deployed()
    try await application.waitForPage("first")
    let log = try await application.log(of: deployed.text("deploymentId"))
    #expect(!log.contains("access-") && !log.contains("canary"), "\(log)")
  }

  /// Pushes, tells, and waits until it is deployed.
  func serve(_ text: String, at path: String, before: String? = nil) async throws -> String {
    let commit = try await repository.push(["index.html": text + "\n"], message: "Say \(text)")
    let answer = try await push(path, before, commit).send()
    guard answer.status == 200, answer.body.contains("Deployed 1 apps") else {
      throw EndToEndFailure("\(answer.status): \(answer.body)\n\(try await decisions())")
    }
    try await application.waitForPage(text, within: .seconds(90))
    return commit
  }

  func expectTold(of commit: String, at path: String, state: String) async throws {
    let statuses = statuses
    try await eventually("the provider is told", within: .seconds(30)) {
      try await statuses(path).contains { $0.commit == commit && $0.state == state }
    }
  }

  /// What was sent before, what nobody signed and what is about nothing here deploys nothing.
  func expectHarmless(at path: String, _ commit: String, signature: String) async throws {
    let before = try await application.deployments().count
    let repeated = try await push(path, nil, commit)
    _ = try await repeated.send()
    #expect(try await repeated.send().body.contains("already"))
    var forged = try await push(path, nil, commit)
    forged.headers[signature] = String(repeating: "a", count: 64)
    #expect(try await forged.send().status == 401)
    forged.headers[signature] = nil
    #expect(try await forged.send().status == 401)
    let count = try await application.deployments().count
    // The repetition's first sending is a push like any other.
    #expect(count <= before + 1)
  }

  func expectGone(_ delivery: ContractDelivery) async throws {
    let before = try await application.deployments().count
    #expect(try await delivery.send().body.contains("No apps to deploy"))
    #expect(try await application.deployments().count == before)
  }

  /// What the account may no more is said where somebody looks; what runs goes on.
  func expectRevoked(_ words: String, serving text: String) async throws {
    let failed = try await application.end(of: try await application.deploy())
    #expect(failed["status"] == "error" && "\(failed)".contains(words), "\(failed)")
    let rows = try await e2e.api.query("gitProvider.getAll").arrayValue ?? []
    let row = rows.first { $0["gitProviderId"]?.stringValue == provider }
    #expect(row?["problem"]?.stringValue?.contains(words) == true, "\(rows)")
    #expect(!"\(rows)".contains("canary") && !"\(rows)".contains("refresh-"))
    try await e2e.api.call("gitProvider.remove", ["gitProviderId": .string(provider)])
    try await application.waitForPage(text)
  }

  func decisions() async throws -> [String] {
    let found = try await e2e.api.query("gitProvider.deliveries", ["gitProviderId": provider]).arrayValue ?? []
    return found.compactMap { $0["decision"]?.stringValue }
  }
}
