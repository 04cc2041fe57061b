package import Foundation
package import SlipwayCore
package import SlipwayProviders
package import SlipwayStore

/// Takes what happens to pull and merge requests: where previews begin and end.
package enum PullRequests {
  /// Decides within the transaction that takes the delivery; whatever has to be asked or done is a job.
  /// - Returns: what was decided and why, in a sentence: for the provider, and for the list of deliveries.
  package static func take(
    _ event: PullRequestEvent, from provider: GitProvider, _ tx: Transaction, now: Date
  ) throws -> String {
    "Pull requests do not deploy anything here yet"
  }
}
