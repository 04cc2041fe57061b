import SlipwayCore
import SlipwayHost
import SlipwayStore

/// What an application's earlier releases leave on the machine: images and file contents.
struct Leftovers: Sendable {
  /// How many good releases can be gone back to, the current one among them.
  static let kept = 5

  let engine: Engine

  /// - Returns: how many things were removed.
  @discardableResult
  func prune(_ application: Application) async throws -> Int {
    let (kept, active) = try await engine.store.read { tx in
      (
        Self.kept(of: try tx.releases.all(of: application.id, limit: 200)),
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

  /// - Parameter releases: newest first.
  static func kept(of releases: [Release]) -> [Release] {
    let current = releases.filter { $0.state == .current }
    let candidates = releases.filter { $0.state == .candidate }
    return current + candidates + releases.filter { $0.state == .previous }.prefix(kept - 1)
  }
}
