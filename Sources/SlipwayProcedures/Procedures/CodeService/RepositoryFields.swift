package import SlipwayAnswers
package import SlipwayCore

/// The published fields of an update that say which repository a service is made of.
package struct RepositoryFields: Codable, Sendable {
  package var triggerType: Patch<SourceSettings.Trigger>
  package var watchPaths: Patch<[String]>
  package var enableSubmodules: Bool?
  package var customGitUrl: Patch<String>
  package var customGitBranch: Patch<String>
  package var customGitSSHKeyId: Patch<ID<SSHKey>>
  package var customGitUsername: Patch<String>
  /// The published API has it in the address only.
  package var customGitPassword: Patch<String>

  package var branchPatterns: Patch<[String]>
  package var tagPatterns: Patch<[String]>

  package var repository: Patch<String>
  package var owner: Patch<String>
  package var branch: Patch<String>
  package var githubId: Patch<ID<GitProvider>>
  package var gitlabProjectId: Patch<Int>
  package var gitlabRepository: Patch<String>
  package var gitlabOwner: Patch<String>
  package var gitlabBranch: Patch<String>
  package var gitlabPathNamespace: Patch<String>
  package var gitlabId: Patch<ID<GitProvider>>
  package var giteaRepository: Patch<String>
  package var giteaOwner: Patch<String>
  package var giteaBranch: Patch<String>
  package var giteaId: Patch<ID<GitProvider>>
  package var bitbucketRepository: Patch<String>
  package var bitbucketRepositorySlug: Patch<String>
  package var bitbucketOwner: Patch<String>
  package var bitbucketBranch: Patch<String>
  package var bitbucketId: Patch<ID<GitProvider>>
}

extension RepositoryFields {
  /// Who names a key or an account must be let to use it.
  var access: [Access] {
    let providers = providers.map { Access.subject(.gitProvider($0), .read) }
    guard case .set(let key) = customGitSSHKeyId, !key.rawValue.isEmpty else { return providers }
    return [.subject(.sshKey(key), .read)] + providers
  }

  /// The accounts at git providers that are named.
  var providers: [ID<GitProvider>] {
    [githubId, gitlabId, giteaId, bitbucketId].compactMap { patch in
      guard case .set(let id) = patch, !id.rawValue.isEmpty else { return nil }
      return id
    }
  }

  /// - Throws: ``SlipwayError`` `notFound` for an account of another kind, `forbidden` for one that is not theirs to use.
  func checkProviders(_ call: Call) async throws {
    let kinds: [(ProviderKind, Patch<ID<GitProvider>>)] = [
      (.github, githubId), (.gitlab, gitlabId), (.gitea, giteaId), (.bitbucket, bitbucketId),
    ]
    for case (let kind, .set(let id)) in kinds where !id.rawValue.isEmpty {
      _ = try await ProviderCalls.one(id, kind, call)
      try await ProviderCalls.checkUse(id, call)
    }
  }

  /// The password that is stored afterwards; the mask is what was shown of it.
  func password(_ stored: Secret?) -> Secret? { customGitPassword.password(stored) }
}
