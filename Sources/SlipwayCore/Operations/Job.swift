package import Foundation

/// A piece of work that outlives the process: claimed by a lease, taken over when the lease runs out.
package struct Job: Sendable, Hashable {
  /// Where a job stands.
  package enum State: String, Sendable, Codable, CaseIterable {
    case queued, running, finished, failed, cancelled
  }

  package var id: ID<Job>
  package var organizationID: ID<Organization>?
  /// A stable word, e.g. `deploy`.
  package var kind: String
  /// Jobs of one lane run one after the other, e.g. `deployable:<id>`; `nil` is none.
  package var lane: String?
  /// Jobs of one pool share a limit, e.g. `builds`.
  package var pool: String
  /// JSON.
  package var arguments: String
  package var state: State
  package var attempts: Int
  /// The process that holds the lease.
  package var leaseOwner: String?
  package var leaseUntil: Date?
  package var availableAt: Date
  package var createdAt: Date
  package var lastError: String?

  package init(
    id: ID<Job> = .random(), organizationID: ID<Organization>? = nil, kind: String, lane: String? = nil,
    pool: String, arguments: String, availableAt: Date, createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.kind = kind
    self.lane = lane
    self.pool = pool
    self.arguments = arguments
    self.state = .queued
    self.attempts = 0
    self.availableAt = availableAt
    self.createdAt = createdAt
  }
}
