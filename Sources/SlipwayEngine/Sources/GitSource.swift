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
    let reach = try await Self.addresses(of: address, context)
    let folder = context.engine.folders.work(of: context.snapshot.deployment.id)
    let setup = GitSetup(context: context, address: address, reach: reach, folder: folder)
    let git = GitRun(
      host: context.host, checkout: folder + "/checkout", environment: try await setup.prepare(), log: context.log,
      failures: GitFailures(
        address: address, knownHosts: context.engine.folders.knownHosts, snapshot: context.snapshot))
    await context.log.line("Fetching \(address.url)")
    let wanted = try await GitFetch(git: git, url: address.url).fetch(
      commit: context.snapshot.deployment.commit, branch: Self.branch(source), submodules: source.enableSubmodules)
    try await setup.clear()
    let buildPath = try RelativePath.normalize(source.customGitBuildPath ?? "", field: "customGitBuildPath")
    let root = folder + "/checkout"
    let place = buildPath.isEmpty ? root : root + "/" + buildPath
    try await CheckoutGuard(host: context.host, root: root).check([("customGitBuildPath", place)])
    let title = DeploymentTitle.ofCommit(message: wanted.message) ?? ""
    await context.log.line("Commit \(wanted.commit.prefix(12)) \(title)")
    return .checkout(
      Checkout(directory: root, buildPath: buildPath, commit: wanted.commit, message: wanted.message))
  }

  /// - Returns: where git may connect to; none where it may look itself.
  /// - Throws: ``SlipwayError`` `badRequest` for this machine.
  private static func addresses(of address: GitAddress, _ context: StageContext) async throws -> [String] {
    let configuration = context.engine.configuration
    guard !configuration.allowsLocalGit else { return [] }
    let rule = LocalGitRule(own: IPAddress.own(), proxyPorts: [configuration.httpPort, configuration.httpsPort])
    let found = try await NameLookup.addresses(of: address.nameOrAddress)
    guard found.contains(where: { rule.refuses($0, for: address) }) else { return found }
    throw SlipwayError.invalid(
      "customGitUrl", "\(address.host) is this server itself; its owner can allow that with SLIPWAY_LOCAL_GIT=allow")
  }

  static func branch(_ source: SourceSettings) -> String? {
    guard let branch = source.customGitBranch?.trimmingSpaces(), !branch.isEmpty else { return nil }
    return branch
  }
}
