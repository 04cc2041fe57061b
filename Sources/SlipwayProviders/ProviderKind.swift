/// The git providers that Slipway connects to, by the published API's names.
package enum ProviderKind: String, Sendable, Codable, CaseIterable {
  case github, gitlab, gitea, bitbucket
}
