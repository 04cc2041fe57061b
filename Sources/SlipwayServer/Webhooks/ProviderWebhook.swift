package import Foundation
package import SlipwayCore

/// How a connected provider signs what it sends, and says what happened.
///
/// A new provider is one file with one enum and a line in ``ProviderWebhooks/all``. Its hook leads to
/// `/api/deploy/provider/<gitProviderId>`; GitHub's app has one address for all accounts, `/api/deploy/github`.
package protocol ProviderWebhook: Sendable {
  static var kind: ProviderKind { get }
  /// Whether there is a signature at all: without one nothing is read.
  static func hasSignature(_ headers: [String: String]) -> Bool
  /// Compared in constant time, over the body as it came.
  static func isSigned(_ body: Data, _ headers: [String: String], with secret: Secret) -> Bool
  /// The provider's own name of the repository whose webhook sent it; `nil` where one secret is the whole account's.
  static func repositoryID(_ body: JSONValue) -> String?
  /// What happened. Pure; what the body lacks is left out, never guessed.
  static func read(_ request: WebhookRequest) -> ProviderCall
  /// The same of a provider that tells several things at once.
  static func all(_ request: WebhookRequest) -> [ProviderCall]
}

extension ProviderWebhook {
  package static func repositoryID(_ body: JSONValue) -> String? { nil }

  package static func all(_ request: WebhookRequest) -> [ProviderCall] { [read(request)] }
}

/// Every kind of provider whose webhooks are understood.
package enum ProviderWebhooks {
  package static let all: [any ProviderWebhook.Type] = [
    GitHubProviderWebhook.self, GitLabProviderWebhook.self, GiteaProviderWebhook.self, BitbucketProviderWebhook.self,
  ]

  package static func type(of kind: ProviderKind) -> (any ProviderWebhook.Type)? { all.first { $0.kind == kind } }
}
