import Foundation
import SlipwayCore
import SlipwayProviders
import SlipwayStore

extension Providers {
  /// The providers as a server has them: accounts are rows.
  init(_ configuration: Configuration, _ store: Store, now: @escaping @Sendable () -> Date) {
    self.init(
      http: ProviderHTTP(configuration), allowsPlain: configuration.allowsLocalGit,
      keeping: Keeping(
        change: { id, change in
          try await store.write { tx in
            var provider = try tx.gitProviders.one(id)
            change(&provider)
            try tx.gitProviders.update(provider)
            return provider
          }
        },
        note: { id, problem in try await store.write { _ = try $0.gitProviders.setProblem(id, problem) } }), now: now)
  }
}
