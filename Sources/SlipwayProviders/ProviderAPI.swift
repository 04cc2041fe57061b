package import SlipwayCore

/// What Slipway asks of a git provider.
///
/// A new kind is a folder with one type that conforms, and one line in ``ProviderAPIs/all``. It speaks through
/// ``ProviderSession``, which knows the account, sends requests and keeps tokens. Everything throws ``ProviderFailure``.
package protocol ProviderAPI: Sendable {
  static var kind: ProviderKind { get }
  init(_ session: ProviderSession)
  /// Whether the account has been connected to its end, so that it can be asked.
  static func isConnected(_ provider: GitProvider) -> Bool
  /// Lists what the account sees, by name.
  /// - Parameters:
  ///   - search: a part of the name; empty for all.
  ///   - page: from 1.
  func repositories(search: String, page: Int) async throws -> ProviderPage<ProviderRepository>
  /// - Throws: ``ProviderFailure`` `missing`, or `renamed` when it answers for another name now.
  func repository(_ path: RepositoryPath) async throws -> ProviderRepository
  func branches(of path: RepositoryPath, search: String, page: Int) async throws -> ProviderPage<ProviderBranch>
  /// What git clones one repository with; it lasts for a fetch, and gives as little as the provider can.
  func cloneAccess(to path: RepositoryPath) async throws -> CloneAccess
  /// Makes the repository's webhook, or puts right the one that is there.
  func ensureHook(_ wish: HookWish, on path: RepositoryPath) async throws -> HookOutcome
  /// Removes the webhook with this address; that there is none is no failure.
  func removeHook(_ url: String, on path: RepositoryPath) async throws
  func report(_ status: CommitStatus, on path: RepositoryPath) async throws
  /// Writes a comment under a pull or merge request, or over the one that has the same marker.
  /// - Parameters:
  ///   - text: in Markdown.
  ///   - marker: a word that finds the comment again; it is put into the text where people do not see it.
  func comment(_ text: String, marker: String, on path: RepositoryPath, request number: Int) async throws
  /// What an account may do with the repository.
  func permission(of username: String, on path: RepositoryPath) async throws -> ProviderPermission
  /// Takes back what lets Slipway in, as far as the provider lets it; the row is removed all the same.
  func revoke() async throws
}
