import SlipwayCore
import Synchronization

/// An account as it was seen last: the one that a request began with, until its tokens were renewed.
final class LatestAccount: Sendable {
  private let account: Mutex<GitProvider>

  init(_ account: GitProvider) { self.account = Mutex(account) }

  var value: GitProvider {
    get { account.withLock { $0 } }
    set { account.withLock { $0 = newValue } }
  }
}
