import SlipwayCore
import SlipwayHost
import SlipwayStore

/// What an application's earlier releases leave on the machine: images and file contents.
struct Leftovers: Sendable {
  /// How many releases before the current one can be gone back to.
  static let previous = 4

  let engine: Engine

  /// - Returns: how many things were removed.
  @discardableResult
  func prune(_ application: Application) async throws -> Int {
    let (kept, active) = try await engine.store.read { tx in
      (
        try tx.releases.all(of: application.id, in: [.current, .candidate, .previous]),
        try tx.deployments.active(of: application.id)
      )
    }
    let host = try engine.hosts.host(for: nil)
    let references = kept.map(\.imageReference) + active.map { ImageTag.of($0.id, appName: application.appName) }
    let images = try await ImagePruning(docker: host.docker)
      .prune(appName: application.appName, keeping: Set(references))
    // A deployment at work has written its files and not yet its spec.
    guard active.isEmpty else { return images }
    let files = try await FileMounts(engine.folders)
      .prune(appName: application.appName, specs: kept.map(\.spec), files: host.files)
    return images + files
  }
}
