import Logging
package import SlipwayCore
package import SlipwayHost
import SlipwayStore

/// The branch of an application that code is pushed to. Where it is, rows say: at what was pushed last as long as that is
/// at work or was put into service, else at what serves. The repository's reference follows them, after a crash too.
package struct PushedBranch: Sendable {
  package let engine: Engine
  package let application: Application
  package let repository: BareRepository

  /// - Throws: ``SlipwayError`` `preconditionFailed` in a process apart from the data folder.
  package init(_ engine: Engine, _ application: Application) throws {
    self.engine = engine
    self.application = application
    repository = BareRepository(
      host: try engine.hosts.thisMachine(), path: engine.folders.repository(of: application.id))
  }

  package var name: String { application.source.pushBranch }

  private var lock: FileLock { FileLock(repository.path + ".lock") }

  /// Makes the repository when it is missing, and brings it where the rows say.
  /// - Returns: the commit that the branch is at.
  @discardableResult
  package func settle() async throws -> String? {
    try await engine.pushTurns.take(application.id, lock) { try await bring() }
  }

  /// Moves the branch and queues the deployment, or does neither.
  package func accept(_ offer: PushOffer) async throws -> PushAnswer {
    try await engine.pushTurns.take(application.id, lock) {
      let present = try await bring()
      if let words = try await objection(to: offer, at: present) { return .refused(words) }
      try await engine.store.read { try offer.admit($0) }
      // Only what is wanted takes room. What no reference leads to yet does no harm, should this go no further.
      try await offer.quarantine.release()
      StepRecorder.reached("push", engine.configuration)
      let queued = try await queue(offer)
      StepRecorder.reached("push.row", engine.configuration)
      DeploymentQueue.announce(queued, on: engine.bus)
      do {
        try await repository.point(name, to: offer.commit)
      } catch {
        // The row says where it is; whoever looks next brings it there.
        Logger.current.warning("a pushed branch was not moved yet", metadata: [LogKeys.error: "\(error)"])
      }
      StepRecorder.reached("push.end", engine.configuration)
      return .queued(queued)
    }
  }

  /// Makes one pack of many, when there are many.
  package func tidy() async throws {
    try await engine.pushTurns.take(application.id, lock) {
      guard try await repository.size().packs > 40 else { return }
      try await repository.tidy()
    }
  }

  /// Throws away what no release, no deployment at work and no branch needs, as what was overwritten or failed.
  package func shrink() async throws {
    try await engine.pushTurns.take(application.id, lock) {
      _ = try await bring()
      let id = application.id
      let wanted = try await engine.store.read { tx in
        let released = try tx.releases.all(of: id).compactMap { try tx.deployments.find($0.deploymentID)?.commit }
        return try released + tx.deployments.active(of: id).compactMap(\.commit)
          + [tx.pushedCommits.last(of: id)].compactMap(\.self)
      }
      try await repository.prune(keeping: Set(wanted.filter(GitReference.isCommit)))
    }
  }

  private func bring() async throws -> String? {
    try await repository.create()
    let id = application.id
    let (last, outcome, serving) = try await engine.store.read { tx in
      let last = try tx.pushedCommits.last(of: id)
      let release = try tx.releases.current(of: id)
      return (
        last, try last.flatMap { try tx.pushedCommits.outcome(of: $0, id) },
        try release.flatMap { try tx.deployments.find($0.deploymentID)?.commit }
      )
    }
    var commit = outcome == .error || outcome == .cancelled ? serving : last
    if let found = commit, try await !repository.has(found) { commit = nil }
    try await repository.point(name, to: commit)
    return commit
  }

  /// Nobody overwrites what they have not seen; what they have seen may be overwritten.
  private func objection(to offer: PushOffer, at present: String?) async throws -> String? {
    // What it builds on may have been thrown away since it was looked at.
    guard try await offer.quarantine.isComplete(offer.commit) else {
      return "a part of the history is missing: fetch, then push again"
    }
    guard let present, offer.seen != present else { return nil }
    if try await offer.quarantine.contains(present, in: offer.commit) { return nil }
    if try await offer.quarantine.contains(offer.commit, in: present) {
      return "superseded: a newer push that includes it came first"
    }
    return "somebody else pushed meanwhile: fetch first"
  }

  private func queue(_ offer: PushOffer) async throws -> QueuedDeployment {
    let message = try await repository.message(of: offer.commit)
    let (now, branch) = (engine.now(), name)
    return try await engine.store.write { tx in
      try offer.admit(tx)
      let application = try tx.applications.one(application.id)
      guard application.source.sourceType == .push, application.source.pushBranch == branch else {
        throw SlipwayError(.preconditionFailed, "The application's source was changed meanwhile; push again.")
      }
      try tx.pushedCommits.set(offer.commit, of: application, now: now)
      let request = DeploymentRequest(
        deployable: application.deployable, title: DeploymentTitle.ofCommit(message: message),
        description: "Pushed by \(offer.pusher)\nHash: \(offer.commit)", commit: offer.commit)
      return try DeploymentQueue.enqueue(tx, request, now: now)
    }
  }
}
