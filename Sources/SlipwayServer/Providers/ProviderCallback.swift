import SlipwayCore
import SlipwayProcedures

/// What a provider hands back through the browser, for somebody who is signed in.
///
/// A new kind is one file that conforms, and a line in ``ProviderCallbacks/all``.
protocol ProviderCallback: Sendable {
  /// Below `/api/providers/`, such as `github/setup`.
  static var path: String { get }
  /// Finishes, or goes on with, connecting the account.
  /// - Parameter query: every parameter once, decoded.
  /// - Returns: a sentence for the person: it stands on the page that follows.
  /// - Throws: ``SlipwayError`` `forbidden` for what nobody began.
  static func finish(_ query: [String: String], _ call: Call) async throws -> String
}

/// Every address that providers lead back to.
enum ProviderCallbacks {
  static let all: [any ProviderCallback.Type] = [
    GitHubSetupCallback.self, GitLabCallback.self, GiteaCallback.self,
  ]
}
