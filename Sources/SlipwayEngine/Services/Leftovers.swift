import SlipwayCore
import SlipwayHost
import SlipwayStore

/// What a deployable's earlier releases leave on the machine: images and file contents. Only jobs of its lane remove them:
/// a deployment would lose what it has just written.
struct Leftovers: Sendable {
  /// How many releases before the current one can be gone back to.
  static let previous = 4
  /// Releases in these states keep their images and files.
  static let kept: [Release.State] = [.current, .candidate, .previous]

  let engine: Engine

  /// - Returns: how many things were removed.
  @discardableResult
  func prune(_ deployable: Deployable) async throws -> Int {
    let (references, waiting, repository) = try await engine.store.read { tx in
      (
        try tx.releases.images(of: deployable.id, in: Self.kept),
        // What waits may have been interrupted after its build.
        try tx.deployments.active(of: deployable.id).map { ImageTag.of($0.id, appName: deployable.appName) },
        try Self.repository(of: deployable, tx)
      )
    }
    let machine = try await engine.machine(at: deployable.serverID)
    let docker = machine.docker
    let kept = Set(references + waiting)
    var images = try await ImagePruning(docker: docker).prune(appName: deployable.appName, keeping: kept)
    if let repository {
      let names = Set(kept.map { RegistryPush.name(of: $0, in: repository) })
      images += try await ImagePruning(docker: docker).prune(repository: repository, keeping: names)
    }
    return try await images + pruneFiles(deployable, machine)
  }

  /// The name that its images are pushed by; `nil` when they are not.
  private static func repository(of deployable: Deployable, _ tx: Transaction) throws -> String? {
    guard let id = try tx.applications.find(deployable.id)?.imageRegistryID,
      let registry = try tx.registries.find(id)
    else { return nil }
    return try? registry.repository(of: deployable.appName)
  }

  private func pruneFiles(_ deployable: Deployable, _ machine: Machine) async throws -> Int {
    let (files, mounts) = (machine.files, FileMounts(machine.folders))
    guard try await !mounts.contents(of: deployable.appName, files: files).isEmpty else { return 0 }
    let specs = try await engine.store.read { try $0.releases.all(of: deployable.id, in: Self.kept).map(\.spec) }
    return try await mounts.prune(appName: deployable.appName, specs: specs, files: files)
  }
}
