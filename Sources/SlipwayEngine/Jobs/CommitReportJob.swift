import Foundation
import SlipwayCore
import SlipwayProviders
import SlipwayStore

/// Tells the provider of a deployment's code how it stands. The deployment does not wait for it.
enum CommitReportJob: RunnableJob {
  /// Which deployment.
  struct Arguments: Codable, Sendable {
    var deployment: ID<Deployment>
  }

  static let kind = "report"
  static let pool = JobPool.upkeep
  /// A provider that is away this long does not hear of it any more.
  private static let patience = 6.0 * 3600
  private static let pause = Duration.seconds(60)

  /// In the transaction that changes the deployment; nothing when there is nobody to tell.
  static func enqueue(_ tx: Transaction, _ deployment: Deployment, now: Date) throws {
    guard let found = try tx.deployments.find(deployment.id), found.commit != nil,
      try tx.findWorkload(deployment.deployableID)?.source.choice?.providerID != nil
    else { return }
    try tx.jobs.enqueue(
      queued(
        Arguments(deployment: deployment.id), organization: deployment.organizationID,
        // One after the other, so that the last word is the last one there, too.
        lane: "report:\(deployment.deployableID)", at: now, now: now))
  }

  static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let engine = context.engine
    let configuration = engine.configuration
    let report = try await engine.store.read { try CommitReport.load(arguments.deployment, $0, configuration) }
    guard let report else { return }
    do {
      try await engine.providers.ask(report.provider) { try await $0.report(report.status, on: report.path) }
    } catch let error as SlipwayError {
      try settle(error, context)
    }
  }

  /// What passes is waited for; what does not is written down, and nobody is asked again.
  private static func settle(_ error: SlipwayError, _ context: JobContext) throws {
    guard let failure = error.cause as? ProviderFailure, failure.isPassing,
      context.engine.now().timeIntervalSince(context.job.createdAt) < patience
    else { throw JobRefusal(error.message) }
    guard case .rateLimited(let until) = failure.reason else { throw JobSnooze(wait: pause) }
    let seconds = max(1, until.timeIntervalSince(context.engine.now()))
    throw JobSnooze(wait: .seconds(min(seconds, 3600)))
  }
}
