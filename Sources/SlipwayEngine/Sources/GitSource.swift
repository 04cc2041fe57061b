import Foundation
import SlipwayCore
import SlipwayHost

/// A git repository, fetched over https, http or ssh as shallow as the server allows.
struct GitSource: Source {
  static let kinds: [SourceSettings.Kind] = [.git]
  static let deadline = Duration.seconds(900)

  static func problems(of snapshot: DeploymentSnapshot) -> [String] {
    let source = snapshot.application.source
    guard let url = source.customGitUrl?.trimmingSpaces(), !url.isEmpty else {
      return ["customGitUrl: no repository is set; say which one, such as https://host/owner/repo.git."]
    }
    var problems: [String] = []
    do {
      let address = try GitAddress(parsing: url)
      if address.transport == .ssh, snapshot.sshKey == nil {
        problems.append("customGitSSHKeyId: a repository over ssh needs an SSH key; choose or create one.")
      }
      _ = try RelativePath.normalize(source.customGitBuildPath ?? "", field: "customGitBuildPath")
      if let branch = Self.branch(source) { try GitReference.validate(branch, field: "customGitBranch") }
      if let commit = snapshot.deployment.commit, !GitReference.isCommit(commit) {
        problems.append("commit: '\(commit.prefix(80))' is no full commit hash.")
      }
    } catch {
      problems.append((error as? SlipwayError)?.message ?? "\(error)")
    }
    return problems
  }

  func fetch(_ context: StageContext) async throws -> Fetched {
    let source = context.snapshot.application.source
    let address = try GitAddress(parsing: source.customGitUrl?.trimmingSpaces() ?? "")
    let folder = context.engine.folders.work(of: context.snapshot.deployment.id)
    let setup = GitSetup(
      context: context, reach: GitReach(context.engine.configuration),
      credentials: [Self.credential(address, context.snapshot)].compactMap { $0 }, folder: folder)
    await context.log.line("Fetching \(address.url)")
    let git = try await setup.open(address, what: "customGitUrl", checkout: folder + "/checkout")
    let url = git.failures.address.url
    if url != address.url { await context.log.line("It is at \(url) now.") }
    let wanted = try await GitFetch(git: git, url: url, origin: address.url).fetch(
      commit: context.snapshot.deployment.commit, branch: Self.branch(source))
    if source.enableSubmodules { try await GitSubmodules(setup: setup).fetch(into: git, of: address) }
    try await setup.clear()
    let buildPath = try RelativePath.normalize(source.customGitBuildPath ?? "", field: "customGitBuildPath")
    let root = folder + "/checkout"
    let place = buildPath.isEmpty ? root : root + "/" + buildPath
    try await CheckoutGuard(host: context.workshop, root: root).check([("customGitBuildPath", place)])
    let title = DeploymentTitle.ofCommit(message: wanted.message) ?? ""
    await context.log.line("Commit \(wanted.commit.prefix(12)) \(title)")
    return .checkout(
      Checkout(directory: root, buildPath: buildPath, commit: wanted.commit, message: wanted.message))
  }

  private static func credential(_ address: GitAddress, _ snapshot: DeploymentSnapshot) -> GitCredential? {
    GitCredential(
      address, username: snapshot.application.source.customGitUsername,
      password: snapshot.application.secrets.gitPassword)
  }

  static func branch(_ source: SourceSettings) -> String? {
    guard let branch = source.customGitBranch?.trimmingSpaces(), !branch.isEmpty else { return nil }
    return branch
  }
}
