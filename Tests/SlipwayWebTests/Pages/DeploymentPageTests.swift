import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayWeb

@Suite struct DeploymentPageTests {
  private static let evidence = Evidence(
    step: .verify, summary: "The container ended with exit code 3.", advice: "Look at its last lines.", exitCode: 3,
    dockerMessage: "task: non-zero exit (3)", containerLog: ["starting", "FATAL: <no> password"],
    changes: [
      .init(field: "env.TOKEN", before: nil, after: Secret.mask),
      .init(field: "memoryLimit", before: "268435456", after: "536870912"),
    ], isPreviousServing: true)

  private static func failed(_ evidence: Evidence) async throws -> Markup {
    let dashboard = try await Dashboard.make()
    let tenant = dashboard.tenant
    try await dashboard.write { tx in
      var deployment = tenant.deployment
      (deployment.status, deployment.errorMessage, deployment.evidence) = (.error, evidence.summary, evidence)
      deployment.startedAt = TestCall.now.addingTimeInterval(-10)
      deployment.finishedAt = TestCall.now
      // An update leaves alone what only the engine moves.
      try tx.deployments.delete(deployment.id)
      try tx.deployments.insert(deployment)
    }
    return try await dashboard.markup("/deployments/\(tenant.deployment.id)")
  }

  @Test func `a failure shows first what happened, what it means, and what to do`() async throws {
    let markup = try await Self.failed(Self.evidence)
    for words in [
      "The container ended with exit code 3.", "The version before it was left in service", "Look at its last lines.",
      "Exit code 3", "task: non-zero exit (3)", "FATAL: <no> password",
    ] {
      #expect(markup.text.contains(words), "\(words)")
    }
    #expect(markup.text.contains("Retry"))
    #expect(markup.values("href").contains { $0.hasSuffix("/advanced#health") }, "the settings at the cause")
  }

  @Test func `what had been replaced and was put back is not called left in service`() async throws {
    var evidence = Self.evidence
    evidence.isPutBack = true
    let markup = try await Self.failed(evidence)
    #expect(markup.text.contains("The version before it was put back"))
    #expect(!markup.text.contains("left in service"))
  }

  @Test func `settings are named and measured as people do, not as Docker does`() async throws {
    let text = try await Self.failed(Self.evidence).text
    #expect(text.contains("Memory limit") && text.contains("256m") && text.contains("512m"))
    #expect(!text.contains("268435456"))
  }

  @Test func `what Docker says is not said twice`() async throws {
    var evidence = Self.evidence
    evidence.step = .build
    evidence.dockerMessage = "executor failed running [make]: exit code: 2"
    evidence.summary = "The image could not be built: \(evidence.dockerMessage ?? "")"
    let markup = try await Self.failed(evidence)
    #expect(markup.text.components(separatedBy: "executor failed running [make]").count == 2)
  }

  @Test func `no way back is offered while a release serves`() async throws {
    #expect(try await !Self.failed(Self.evidence).text.contains("Roll back"))
  }
}
