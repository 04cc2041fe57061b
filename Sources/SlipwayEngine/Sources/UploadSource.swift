import SlipwayCore
import SlipwayHost

/// A zip that somebody uploaded: with this deployment, or the last one before it.
struct UploadSource: Source {
  static let kinds: [SourceSettings.Kind] = [.drop]

  static func problems(of snapshot: DeploymentSnapshot) -> [String] {
    do {
      _ = try RelativePath.normalize(snapshot.application.source.dropBuildPath ?? "", field: "dropBuildPath")
      return []
    } catch {
      return [(error as? SlipwayError)?.message ?? "\(error)"]
    }
  }

  func fetch(_ context: StageContext) async throws -> Fetched {
    let (snapshot, folders) = (context.snapshot, context.engine.folders)
    let zip = try await upload(context)
    let root = folders.work(of: snapshot.deployment.id) + "/checkout"
    try await context.host.files.makeDirectory(root, mode: 0o755)
    await context.log.line("Unpacking the uploaded zip")
    let count = try await BlockingPool.run(lasting: .long) {
      let archive = try ZipArchive(path: zip)
      try archive.extract(to: root)
      return archive.entries.count
    }
    await context.log.line("Unpacked \(count) entries")
    let buildPath = try RelativePath.normalize(
      snapshot.application.source.dropBuildPath ?? "", field: "dropBuildPath")
    let place = buildPath.isEmpty ? root : root + "/" + buildPath
    try await CheckoutGuard(host: context.host, root: root).check([("dropBuildPath", place)])
    return .checkout(Checkout(directory: root, buildPath: buildPath))
  }

  /// The newest upload there is. It is moved to this deployment's name, so that it outlives the history's
  /// trimming.
  private func upload(_ context: StageContext) async throws -> String {
    let (files, folders) = (context.host.files, context.engine.folders)
    let own = folders.upload(of: context.snapshot.deployment.id)
    var chosen: String?
    for id in context.snapshot.history {
      let path = folders.upload(of: id)
      guard try await files.exists(path) else { continue }
      if chosen == nil {
        chosen = path
      } else {
        try await files.remove(path)
      }
    }
    guard let chosen else {
      throw DeploymentFailure(
        Evidence(
          step: .source, summary: "zip: nothing was uploaded for this application yet.",
          advice: "Upload a zip with the application's code.", isPreviousServing: context.snapshot.isPreviousServing))
    }
    if chosen != own { try await files.move(chosen, to: own) }
    return own
  }
}
