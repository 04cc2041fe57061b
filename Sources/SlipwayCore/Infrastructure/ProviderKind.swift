/// The git providers that Slipway connects to, by the published API's names.
package enum ProviderKind: String, Sendable, Codable, CaseIterable {
  case github, gitlab, gitea, bitbucket

  /// Its name for people.
  package var title: String {
    switch self {
    case .github: "GitHub"
    case .gitlab: "GitLab"
    case .gitea: "Gitea"
    case .bitbucket: "Bitbucket"
    }
  }
}
