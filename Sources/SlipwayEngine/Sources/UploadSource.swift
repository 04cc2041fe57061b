import SlipwayCore
import SlipwayHost
import SlipwayStore

/// A zip that somebody uploaded: with this deployment, or with one before it.
struct UploadSource: Source {
  static let kinds: [SourceSettings.Kind] = [.drop]

  static func summary(of source: SourceSettings) -> SourceSummary? {
    SourceSummary("Uploaded zip", isAddress: false)
  }

  static func decide(_ source: SourceSettings, on event: WebhookEvent) -> WebhookDecision {
    .skip("An uploaded application has nothing to fetch: upload a new zip to deploy it")
  }

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
    try await context.workshop.files.makeDirectory(root, mode: 0o755)
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
    try await CheckoutGuard(host: context.workshop, root: root).check([("dropBuildPath", place)])
    return .checkout(Checkout(directory: root, buildPath: buildPath))
  }

  /// Where the zip is. That it is this deployment's is written down first: from then on it is kept for it.
  private func upload(_ context: StageContext) async throws -> String {
    let (engine, snapshot) = (context.engine, context.snapshot)
    let id = snapshot.deployment.id
    guard let upload = snapshot.upload else { throw Self.missing(snapshot) }
    try await engine.store.write { try $0.deployments.setUpload(id, upload) }
    let path = engine.folders.upload(of: upload)
    guard try await context.workshop.files.exists(path) else { throw Self.missing(snapshot) }
    return path
  }

  private static func missing(_ snapshot: DeploymentSnapshot) -> DeploymentFailure {
    DeploymentFailure(
      Evidence(
        step: .source,
        summary: snapshot.upload == nil
          ? "zip: nothing was uploaded for this application yet." : "zip: the uploaded zip is not kept any more.",
        advice: "Upload a zip with the application's code.", isPreviousServing: snapshot.isPreviousServing))
  }
}
