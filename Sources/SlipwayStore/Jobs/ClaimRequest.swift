package import Foundation
package import SlipwayCore

/// Who wants a job, of which pools, and for how long.
package struct ClaimRequest: Sendable, Hashable {
  /// The process that will hold the lease.
  package var owner: String
  /// The pools to take from, each with the number of its jobs that may run at once, of all owners.
  package var pools: [String: Int]
  /// How many more of a pool the owner leases than may run, so that each has a next one at hand.
  package var ahead: [String: Int]
  package var now: Date
  package var leaseUntil: Date

  package init(
    owner: String, pools: [String: Int], ahead: [String: Int] = [:], now: Date, leaseUntil: Date
  ) {
    self.owner = owner
    self.pools = pools
    self.ahead = ahead
    self.now = now
    self.leaseUntil = leaseUntil
  }
}

/// What was claimed.
package struct Claimed: Sendable {
  /// With their leases, in their order.
  package var jobs: [Job] = []
  /// How many of each pool the owner may run at once now, of all that it has leased.
  package var slots: [String: Int]
}

/// How the leases of one pool stand.
struct PoolPlaces {
  let limit: Int
  let ahead: Int
  var own = 0
  var others = 0

  /// What others have leased may run at any time: an owner runs no more than they leave of the limit.
  var slots: Int { max(0, limit - others) }
  var hasRoom: Bool { slots > 0 && own < slots + ahead }
}
