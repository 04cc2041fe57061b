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
    return try await GitTarget(
      address: address, branch: Self.branch(source), buildPath: source.customGitBuildPath,
      credential: Self.credential(address, context.snapshot)
    ).fetch(context)
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
