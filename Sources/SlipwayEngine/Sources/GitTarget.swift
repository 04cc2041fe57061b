import SlipwayCore
import SlipwayHost

/// What of which repository is fetched, and how git is let in.
struct GitTarget: Sendable {
  var address: GitAddress
  /// A branch or a tag; `nil` is the repository's own default.
  var branch: String?
  /// The folder in it that is built, as typed.
  var buildPath: String?
  var credential: GitCredential?
  /// The settings that the address and the folder stand in.
  var field = "customGitUrl"
  var pathField = "customGitBuildPath"

  init(address: GitAddress, branch: String?, buildPath: String?, credential: GitCredential?) {
    self.address = address
    self.branch = branch
    self.buildPath = buildPath
    self.credential = credential
  }

  /// Brings the wanted commit into a new checkout.
  /// - Throws: ``DeploymentFailure`` or ``SlipwayError`` saying what to do.
  func fetch(_ context: StageContext) async throws -> Fetched {
    let folder = context.engine.folders.work(of: context.snapshot.deployment.id)
    let setup = GitSetup(
      context: context, reach: GitReach(context.engine.configuration), credentials: [credential].compactMap { $0 },
      folder: folder)
    await context.log.line("Fetching \(address.url)")
    let root = folder + "/checkout"
    let git = try await setup.open(address, what: field, checkout: root)
    let url = git.failures.address.url
    if url != address.url { await context.log.line("It is at \(url) now.") }
    let wanted = try await GitFetch(git: git, url: url, origin: address.url).fetch(
      commit: context.snapshot.deployment.commit, branch: branch)
    if context.snapshot.application.source.enableSubmodules {
      try await GitSubmodules(setup: setup).fetch(into: git, of: address)
    }
    try await setup.clear()
    let path = try RelativePath.normalize(buildPath ?? "", field: pathField)
    let place = path.isEmpty ? root : root + "/" + path
    try await CheckoutGuard(host: context.workshop, root: root).check([(pathField, place)])
    let title = DeploymentTitle.ofCommit(message: wanted.message) ?? ""
    await context.log.line("Commit \(wanted.commit.prefix(12)) \(title)")
    return .checkout(Checkout(directory: root, buildPath: path, commit: wanted.commit, message: wanted.message))
  }
}
