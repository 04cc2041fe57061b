package import Foundation

/// Who wants a job, of which pools, and for how long.
package struct ClaimRequest: Sendable, Hashable {
  /// The process that will hold the lease.
  package var owner: String
  /// The pools to take from, each with the number of its jobs that may run at once, of all owners.
  package var pools: [String: Int]
  package var now: Date
  package var leaseUntil: Date

  package init(owner: String, pools: [String: Int], now: Date, leaseUntil: Date) {
    self.owner = owner
    self.pools = pools
    self.now = now
    self.leaseUntil = leaseUntil
  }
}
