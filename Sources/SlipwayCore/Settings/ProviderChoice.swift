/// A repository at a git provider that a source was made of, whichever provider it is.
package struct ProviderChoice: Sendable, Hashable {
  package var kind: ProviderKind
  package var providerID: ID<GitProvider>?
  package var owner: String?
  /// The name, as it stands in addresses.
  package var repository: String?
  package var branch: String?
  /// The folder in the repository that is built.
  package var buildPath: String?

  /// `owner/name`, as people see it.
  package var full: String? {
    guard let owner, let repository, !owner.isEmpty, !repository.isEmpty else { return nil }
    return "\(owner)/\(repository)"
  }
}

extension SourceSettings {
  /// `nil` of a source that is at no provider.
  package var choice: ProviderChoice? { ProviderKind(rawValue: sourceType.rawValue).map(choice(at:)) }

  package func choice(at kind: ProviderKind) -> ProviderChoice {
    switch kind {
    case .github:
      ProviderChoice(
        kind: kind, providerID: githubId, owner: owner, repository: repository, branch: branch, buildPath: buildPath)
    case .gitlab: gitlabChoice
    case .gitea:
      ProviderChoice(
        kind: kind, providerID: giteaId, owner: giteaOwner, repository: giteaRepository, branch: giteaBranch,
        buildPath: giteaBuildPath)
    case .bitbucket:
      ProviderChoice(
        kind: kind, providerID: bitbucketId, owner: bitbucketOwner,
        repository: bitbucketRepositorySlug ?? bitbucketRepository, branch: bitbucketBranch,
        buildPath: bitbucketBuildPath)
    }
  }

  /// GitLab's groups stand in the whole path only.
  private var gitlabChoice: ProviderChoice {
    let parts = (gitlabPathNamespace ?? "").split(separator: "/").map(String.init)
    let path =
      parts.count > 1 ? (parts.dropLast().joined(separator: "/"), parts.last) : (gitlabOwner, gitlabRepository)
    return ProviderChoice(
      kind: .gitlab, providerID: gitlabId, owner: path.0, repository: path.1, branch: gitlabBranch,
      buildPath: gitlabBuildPath)
  }

  /// Follows another branch, or a full reference, of the same repository, wherever that is.
  /// - Parameter kind: of the provider; `nil` of a repository by its address.
  package mutating func follow(_ reference: String, at kind: ProviderKind?) {
    switch kind {
    case .github: branch = reference
    case .gitlab: gitlabBranch = reference
    case .gitea: giteaBranch = reference
    case .bitbucket: bitbucketBranch = reference
    case nil: customGitBranch = reference
    }
  }

  /// Follows a repository that has another name now.
  package mutating func rename(at kind: ProviderKind, owner: String, repository: String) {
    switch kind {
    case .github: (self.owner, self.repository) = (owner, repository)
    case .gitlab:
      (gitlabOwner, gitlabRepository) = (owner, repository)
      gitlabPathNamespace = "\(owner)/\(repository)"
    case .gitea: (giteaOwner, giteaRepository) = (owner, repository)
    case .bitbucket: (bitbucketOwner, bitbucketRepository, bitbucketRepositorySlug) = (owner, repository, repository)
    }
  }
}

extension ComposeStack {
  /// `nil` of a stack whose file is typed or in a repository by its address.
  package var choice: ProviderChoice? {
    ProviderKind(rawValue: settings.sourceType.rawValue).map(source.choice(at:))
  }
}
