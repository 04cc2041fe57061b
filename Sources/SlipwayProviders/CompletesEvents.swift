import SlipwayCore

/// A provider whose webhooks leave out what has to be known before anything is decided.
package protocol CompletesEvents: ProviderAPI {
  /// The full hash of a commit whose hash was cut short.
  func wholeHash(of short: String, on path: RepositoryPath) async throws -> String
  /// What a push changed.
  /// - Returns: `nil` when it is too much to tell.
  func changedFiles(from before: String?, to after: String, on path: RepositoryPath) async throws -> [String]?
}
