package import SlipwayCore
import SlipwayProviders
import SlipwayStore

/// Does what follows from what was told of a pull request. Done twice, the second time finds the commit there already.
package enum PreviewRequestJob: RunnableJob {
  package struct Arguments: Codable, Sendable {
    package var parent: ID<Deployable>
    package var request: PreviewRequest
    package var follows: String?
    /// Whom to ask whether the author may write to the repository.
    package var provider: ID<GitProvider>?
  }
  package static let kind = "preview-request"
  package static let pool = JobPool.upkeep

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    var arguments = arguments
    let parent = arguments.parent
    let settings = try await context.engine.store.read { tx in
      try tx.deployables.find(parent).map { try tx.previewPlans.plan(of: $0).settings }
    }
    // Asked here and not when it was told: what comes before it in the lane may change whether it matters.
    if let id = arguments.provider, let settings, asks(arguments.request, settings) {
      arguments.request.mayWrite = try await mayWrite(arguments.request, id, context.engine)
    }
    try await carryOut(arguments, context.engine)
  }

  /// Who cannot be asked about is a stranger.
  package static func giveUp(_ arguments: Arguments, _ context: JobContext, error: any Error) async throws {
    var arguments = arguments
    arguments.request.mayWrite = false
    try await carryOut(arguments, context.engine)
  }

  /// Whether it matters who the author is, and nobody said.
  static func asks(_ request: PreviewRequest, _ settings: PreviewSettings) -> Bool {
    settings.isPreviewDeploymentsActive && settings.previewRequireCollaboratorPermissions && request.mayWrite == nil
      && !request.origin.isFork && request.action != .closed
  }

  /// - Throws: what may pass by itself.
  private static func mayWrite(
    _ request: PreviewRequest, _ id: ID<GitProvider>, _ engine: Engine
  ) async throws -> Bool {
    guard let provider = try await engine.store.read({ try $0.gitProviders.find(id) }),
      let path = RepositoryPath(request.origin.repository)
    else { return false }
    do {
      return try await engine.providers.ask(provider) {
        try await $0.permission(of: request.author, on: path)
      }.isTrusted
    } catch let error as SlipwayError {
      if (error.cause as? ProviderFailure)?.isPassing == true { throw error }
      return false
    }
  }

  private static func carryOut(_ arguments: Arguments, _ engine: Engine) async throws {
    let id = arguments.parent
    guard let parent = try await engine.store.read({ try $0.deployables.find(id) }) else { return }
    let place = try await PreviewPlace.of(parent.serverID, engine)
    do {
      let outcome = try await engine.store.write { tx -> PreviewDoor.Outcome? in
        guard try tx.deployables.find(id) != nil else { return nil }
        return try PreviewDoor(tx, place).take(arguments.request, for: parent, follows: arguments.follows)
      }
      guard let outcome else { return }
      for queued in outcome.queued { DeploymentQueue.announce(queued, on: engine.bus) }
      PreviewRemoval.announce(outcome.removed, on: engine.bus)
    } catch let error as SlipwayError where [.conflict, .badRequest].contains(error.code) {
      // Nobody waits for an answer: the list of previews says why there is none.
      try await engine.store.write { tx in
        guard try tx.deployables.find(id) != nil else { return }
        try PreviewDoor(tx, place).note(error.message, of: arguments.request, for: parent)
      }
    }
    engine.bus.publish(.deployableChanged(parent.id, parent.organizationID))
  }
}
