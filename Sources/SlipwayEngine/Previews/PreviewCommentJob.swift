import Foundation
package import SlipwayCore
import SlipwayProviders
import SlipwayStore

/// Writes under a pull request how its preview stands, over what it wrote there before. Nothing waits for it.
package enum PreviewCommentJob: RunnableJob {
  package struct Arguments: Codable, Sendable {
    package var parent: ID<Deployable>
    package var number: Int
  }
  package static let kind = "preview-comment"
  package static let pool = JobPool.upkeep
  /// A provider that is away this long does not hear of it any more.
  private static let patience = 6.0 * 3600

  /// In the transaction that changes the preview; nothing when there is nobody to tell.
  static func enqueue(_ tx: Transaction, _ preview: PreviewDeployment, now: Date) throws {
    guard let number = preview.number, try target(of: preview.parentID, tx) != nil else { return }
    try tx.jobs.enqueue(
      queued(
        Arguments(parent: preview.parentID, number: number), organization: preview.organizationID,
        // One after the other, so that the last word is the last one there, too.
        lane: "preview-comment:\(preview.parentID):\(number)", at: now, now: now))
  }

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let engine = context.engine
    let base = engine.configuration.publicURL
    let found = try await engine.store.read { tx in
      try target(of: arguments.parent, tx).map { target in
        (target, try comment(arguments, base, tx).text, try tx.deployables.one(arguments.parent).appName)
      }
    }
    guard let ((provider, path), text, appName) = found else { return }
    do {
      try await engine.providers.ask(provider) {
        try await $0.comment(text, marker: "slipway-preview/\(appName)", on: path, request: arguments.number)
      }
    } catch let error as SlipwayError {
      guard let failure = error.cause as? ProviderFailure, failure.isPassing,
        engine.now().timeIntervalSince(context.job.createdAt) < patience
      else { throw JobRefusal(error.message) }
      guard case .rateLimited(let until) = failure.reason else { throw JobSnooze(wait: .seconds(60)) }
      throw JobSnooze(wait: .seconds(min(max(1, until.timeIntervalSince(engine.now())), 3600)))
    }
  }

  private static func target(
    of parent: ID<Deployable>, _ tx: Transaction
  ) throws -> (GitProvider, RepositoryPath)? {
    guard let application = try tx.findWorkload(parent), let choice = application.source.choice,
      let provider = try choice.providerID.flatMap({ try tx.gitProviders.find($0) }),
      provider.organizationID == application.organizationID, let path = choice.full.flatMap({ RepositoryPath($0) })
    else { return nil }
    return (provider, path)
  }

  /// As it is at the moment when it is told.
  static func comment(_ arguments: Arguments, _ base: String?, _ tx: Transaction) throws -> PreviewComment {
    let parent = try tx.deployables.one(arguments.parent)
    guard let preview = try tx.previews.all(of: parent.id).first(where: { $0.number == arguments.number }) else {
      return PreviewComment(parent: parent.name, state: .removed)
    }
    let main = try tx.previews.parts(of: preview.id).first { $0.kind != .database }
    let domain = try main.flatMap { try tx.domains.all(of: $0.id).first }
    var comment = PreviewComment(
      parent: parent.name, state: state(of: preview, main),
      url: domain.map { "\($0.https ? "https" : "http")://\($0.host)\($0.path == "/" ? "" : $0.path)" },
      commit: preview.commit)
    comment.problem = preview.problem
    comment.page = base.map { "\($0)/\(parent.kind.folder)/\(parent.id)/previews" }
    return comment
  }

  private static func state(of preview: PreviewDeployment, _ main: Deployable?) -> PreviewComment.State {
    if preview.isWaiting { return .waiting }
    if preview.problem != nil { return .failed }
    if preview.isPreparing { return .preparing }
    return switch main?.status {
    case .done: .serving
    case .error, nil: .failed
    case .idle, .running: .deploying
    }
  }
}
