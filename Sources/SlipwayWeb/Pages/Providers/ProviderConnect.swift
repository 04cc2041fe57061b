import SlipwayAnswers
import SlipwayCore

/// How an account of one kind is connected from the dashboard: what is asked first, and what is left to do.
///
/// A new kind is one file that conforms, and a line in ``ProviderConnects/all``.
protocol ProviderConnect: Sendable {
  static var kind: ProviderKind { get }
  /// The form that begins it, for the dialog `connect-<kind>`.
  static func form(_ context: PageContext) -> HTML
  /// The button that finishes an account that is not connected to its end, or connects it again.
  static func finish(_ provider: GitProviderRow, _ context: PageContext) -> HTML?
  /// The card that changes what was typed.
  static func settings(_ provider: GitProviderRow, _ context: PageContext) -> HTML?
}

extension ProviderConnect {
  static func settings(_ provider: GitProviderRow, _ context: PageContext) -> HTML? { nil }
}

/// Every kind that can be connected from the dashboard.
enum ProviderConnects {
  static let all: [any ProviderConnect.Type] = [
    GitHubConnect.self, GitLabConnect.self, GiteaConnect.self, BitbucketConnect.self,
  ]

  static func type(of kind: ProviderKind) -> (any ProviderConnect.Type)? { all.first { $0.kind == kind } }
}
