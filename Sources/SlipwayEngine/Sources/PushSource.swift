import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Code that was pushed to Slipway itself: exactly the commit that was pushed, or what was pushed last.
struct PushSource: Source {
  static let kinds: [SourceSettings.Kind] = [.push]
  /// git hands it to a shell; it is the same for everybody. Whoever rebuilds may want a commit that no branch has any more.
  private static let uploadPack = "git -c uploadpack.allowAnySHA1InWant=true upload-pack"

  static func summary(of source: SourceSettings) -> SourceSummary? {
    SourceSummary("git push", isAddress: false, branch: source.pushBranch)
  }

  static func decide(_ source: SourceSettings, on event: WebhookEvent) -> WebhookDecision {
    .skip("Code is pushed to this application itself: git push deploys it")
  }

  static func problems(of snapshot: DeploymentSnapshot) -> [String] {
    let source = snapshot.application.source
    do {
      _ = try RelativePath.normalize(source.customGitBuildPath ?? "", field: "customGitBuildPath")
      return []
    } catch {
      return [(error as? SlipwayError)?.message ?? "\(error)"]
    }
  }

  func fetch(_ context: StageContext) async throws -> Fetched {
    let (snapshot, engine) = (context.snapshot, context.engine)
    let application = snapshot.application
    let repository = BareRepository(host: context.workshop, path: engine.folders.repository(of: application.id))
    let commit = try await commit(context, repository)
    let folder = engine.folders.work(of: snapshot.deployment.id)
    let root = folder + "/checkout"
    await context.log.line("Taking what was pushed")
    try await checkOut(commit, of: repository, into: root, context)
    if application.source.enableSubmodules { try await submodules(in: root, context) }
    let buildPath = try RelativePath.normalize(
      application.source.customGitBuildPath ?? "", field: "customGitBuildPath")
    let place = buildPath.isEmpty ? root : root + "/" + buildPath
    try await CheckoutGuard(host: context.workshop, root: root).check([("customGitBuildPath", place)])
    let message = try await repository.message(of: commit)
    await context.log.line("Commit \(commit.prefix(12)) \(DeploymentTitle.ofCommit(message: message) ?? "")")
    return .checkout(Checkout(directory: root, buildPath: buildPath, commit: commit, message: message))
  }

  private func commit(_ context: StageContext, _ repository: BareRepository) async throws -> String {
    let id = context.snapshot.application.id
    let last = try await context.engine.store.read { try $0.pushedCommits.last(of: id) }
    guard let commit = context.snapshot.deployment.commit ?? last, GitReference.isCommit(commit) else {
      throw Self.failure(context.snapshot, "Nothing was pushed to this application yet.", "Push the code: git push.")
    }
    let isThere = try await context.workshop.files.exists(repository.path + "/HEAD")
    guard isThere, try await repository.has(commit) else {
      throw Self.failure(
        context.snapshot, "The commit \(commit.prefix(12)) is not among what was pushed.", "Push the code again.")
    }
    return commit
  }

  private func checkOut(
    _ commit: String, of repository: BareRepository, into root: String, _ context: StageContext
  ) async throws {
    var environment = Self.environment(context)
    environment["GIT_ALLOW_PROTOCOL"] = Secret("file")
    let fetch = [
      "fetch", "--quiet", "--no-tags", "--no-write-commit-graph", "--update-head-ok", "--depth=1",
      "--upload-pack=" + Self.uploadPack, "--", repository.path, commit,
    ]
    let steps = [
      ["init", "--quiet", "--template=", "--", root], ["-C", root] + fetch,
      ["-C", root, "checkout", "--quiet", "--force", "--detach", commit, "--"],
    ]
    for words in steps {
      var command = Command(["git"] + words)
      command.environment = environment
      command.deadline = GitSource.deadline
      command.isLowPriority = true
      try await context.workshop.require(command, what: "Taking the pushed code", output: context.log.output)
    }
  }

  /// They are where their addresses say, as those of every other source.
  private func submodules(in root: String, _ context: StageContext) async throws {
    let address = try GitAddress(parsing: "https://pushed.invalid/\(context.snapshot.application.appName)")
    let folder = context.engine.folders.work(of: context.snapshot.deployment.id)
    let git = GitRun(
      host: context.workshop, checkout: root, environment: Self.environment(context), log: context.log,
      failures: GitFailures(
        address: address, knownHosts: context.engine.folders.knownHosts, snapshot: context.snapshot,
        what: ".gitmodules"))
    for module in try await GitModule.all(in: git) where module.url.hasPrefix("./") || module.url.hasPrefix("../") {
      throw SlipwayError.invalid(
        ".gitmodules", "the submodule '\(module.path)' has an address beside another repository; write it as a whole")
    }
    let setup = GitSetup(
      context: context, reach: GitReach(context.engine.configuration), credentials: [], folder: folder)
    try await GitSubmodules(setup: setup).fetch(into: git, of: address)
    try await setup.clear()
  }

  private static func environment(_ context: StageContext) -> [String: Secret] {
    let folder = context.engine.folders.work(of: context.snapshot.deployment.id)
    return GitSetup.environment(home: folder + "/git", hasCredential: false)
  }

  private static func failure(
    _ snapshot: DeploymentSnapshot, _ summary: String, _ advice: String
  ) -> DeploymentFailure {
    DeploymentFailure(
      Evidence(step: .source, summary: summary, advice: advice, isPreviousServing: snapshot.isPreviousServing))
  }
}
