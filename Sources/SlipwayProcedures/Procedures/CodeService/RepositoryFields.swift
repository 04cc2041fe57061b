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

  // Of providers that are not there yet; see ``LaterFields/repository``.
  package var repository: Patch<String>
  package var owner: Patch<String>
  package var branch: Patch<String>
  package var githubId: Patch<String>
  package var gitlabProjectId: Patch<Int>
  package var gitlabRepository: Patch<String>
  package var gitlabOwner: Patch<String>
  package var gitlabBranch: Patch<String>
  package var gitlabPathNamespace: Patch<String>
  package var gitlabId: Patch<String>
  package var giteaRepository: Patch<String>
  package var giteaOwner: Patch<String>
  package var giteaBranch: Patch<String>
  package var giteaId: Patch<String>
  package var bitbucketRepository: Patch<String>
  package var bitbucketRepositorySlug: Patch<String>
  package var bitbucketOwner: Patch<String>
  package var bitbucketBranch: Patch<String>
  package var bitbucketId: Patch<String>
}

extension RepositoryFields {
  /// Who names a key must be let to use it.
  var access: [Access] {
    guard case .set(let key) = customGitSSHKeyId, !key.rawValue.isEmpty else { return [] }
    return [.subject(.sshKey(key), .read)]
  }

  /// The password that is stored afterwards; the mask is what was shown of it.
  func password(_ stored: Secret?) -> Secret? { customGitPassword.password(stored) }
}
