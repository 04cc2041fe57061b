package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// The code of services as it was fetched to be looked at: nothing of it is built or run.
package struct SourceBrowser: Sendable {
  private static let patience = Duration.seconds(300)
  private let engine: Engine

  package init(_ engine: Engine) { self.engine = engine }

  /// Fetches the newest code of a service's git repository in place of what was there.
  /// - Returns: the folder below it that is built.
  /// - Throws: ``SlipwayError`` saying what the source lacks, or what git says.
  @discardableResult
  package func fetch(_ id: ID<Deployable>) async throws -> String {
    let engine = engine
    let deployment = try await engine.store.read { tx in
      let deployable = try tx.deployables.one(id)
      return Deployment(
        id: ID(PassingWork.browsing.folderName), organizationID: deployable.organizationID, deployableID: id,
        createdAt: engine.now())
    }
    let snapshot = try await engine.store.read { try DeploymentSnapshot.read($0, deployment) }
    guard snapshot.application.source.sourceType.isRepository else {
      throw SlipwayError.invalid("type", "only code from git can be looked at here; make the patch by its path")
    }
    return try await Deadline.run(within: Self.patience, what: "Fetching the code") { [self] in
      try await fetch(snapshot)
    }
  }

  /// - Throws: ``SlipwayError`` `preconditionFailed` when nothing was fetched.
  package func list(_ id: ID<Deployable>) async throws -> [SourceFile] {
    let folder = try await present(id)
    return try await BlockingPool.run(lasting: .long) { try folder.files() }
  }

  /// - Throws: ``SlipwayError`` `notFound`, also for what only links to a file.
  package func read(_ path: String, of id: ID<Deployable>) async throws -> String {
    let folder = try await present(id)
    return try await BlockingPool.run { try folder.text(of: path) }
  }

  package func remove(_ id: ID<Deployable>) async throws {
    try await files().remove(engine.folders.browsed(id))
  }

  private func present(_ id: ID<Deployable>) async throws -> SourceFolder {
    let path = engine.folders.browsed(id)
    guard try await files().exists(path) else {
      throw SlipwayError(.preconditionFailed, "The code was not fetched yet; fetch it first (patch.ensureRepo).")
    }
    return SourceFolder(root: path)
  }

  private func files() throws -> any HostFiles { try engine.hosts.thisMachine().files }

  private func fetch(_ snapshot: DeploymentSnapshot) async throws -> String {
    let host = try engine.hosts.thisMachine()
    let work = engine.folders.work(of: snapshot.deployment.id)
    let context = StageContext(
      engine: engine, host: host, snapshot: snapshot,
      // Nobody reads along: what went wrong is in the failure.
      log: DeploymentLog(engine: engine, deployment: snapshot.deployment.id, limit: nil),
      steps: StepRecorder(engine: engine, deployment: snapshot.deployment))
    try await host.files.makeDirectory(work, mode: 0o700)
    let buildPath: String
    do {
      let source = try Sources.source(for: snapshot)
      guard case .checkout(let checkout) = try await source.fetch(context) else { return "" }
      buildPath = checkout.buildPath
      let target = engine.folders.browsed(snapshot.application.id)
      try await host.files.remove(target)
      try await host.files.makeDirectory(engine.folders.browsing, mode: 0o700)
      try await host.files.move(checkout.directory, to: target)
    } catch let failure as DeploymentFailure {
      try? await uncancelled { try await host.files.remove(work) }
      throw SlipwayError(.commandFailed, "\(failure.evidence.summary) \(failure.evidence.advice ?? "")")
    } catch {
      try? await uncancelled { try await host.files.remove(work) }
      throw error
    }
    try await host.files.remove(work)
    return buildPath
  }
}
