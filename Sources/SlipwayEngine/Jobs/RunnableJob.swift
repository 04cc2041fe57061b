package import Foundation
package import SlipwayCore
package import SlipwayStore

/// A kind of work that outlives the process.
///
/// A new kind is one file that conforms, and one line in ``Jobs/all``:
/// ```swift
/// enum SweepJob: RunnableJob {
///   struct Arguments: Codable, Sendable { var deployable: ID<Deployable> }
///   static let kind = "sweep"
///   static let pool = JobPool.upkeep
///   static func run(_ arguments: Arguments, _ context: JobContext) async throws { … }
/// }
/// ```
/// `run` may be called again for the same job after a crash: every step adopts what it finds or redoes it. A
/// throw is tried again after a while, three times in all; a ``JobRefusal`` is not, and a ``JobSnooze`` does not count; a
/// cancelled one is put back unless the job was finished by itself.
package protocol RunnableJob: Sendable {
  /// What the job's row carries, as JSON.
  associatedtype Arguments: Codable & Sendable
  /// A stable word; it stands in rows.
  static var kind: String { get }
  /// Which limit it counts against.
  static var pool: JobPool { get }
  static func run(_ arguments: Arguments, _ context: JobContext) async throws
  /// The last attempt threw `error`: put rows right that would wait for ever.
  /// - Throws: when they could not be; the job is tried again later.
  static func giveUp(_ arguments: Arguments, _ context: JobContext, error: any Error) async throws
  /// Whether the third failure is the last; what must happen in the end is tried for ever.
  static var isGivenUp: Bool { get }
  /// Whether it shall stop, by the rows; asked with every renewal of the lease, for an event may get lost.
  static func isUnwanted(_ arguments: Arguments, _ tx: Transaction) throws -> Bool
}

extension RunnableJob {
  package static var isGivenUp: Bool { true }
  package static func isUnwanted(_ arguments: Arguments, _ tx: Transaction) throws -> Bool { false }
  package static func giveUp(_ arguments: Arguments, _ context: JobContext, error: any Error) async throws {}

  /// The row of a new job of this kind.
  /// - Parameters:
  ///   - lane: jobs of one lane run one after the other; ``JobLane/deployable(_:)``.
  ///   - at: not before this moment.
  package static func queued(
    _ arguments: Arguments, id: ID<Job> = .random(), organization: ID<Organization>?, lane: String?, at: Date,
    now: Date
  ) throws -> Job {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return Job(
      id: id, organizationID: organization, kind: kind, lane: lane, pool: pool.rawValue,
      arguments: String(decoding: try encoder.encode(arguments), as: UTF8.self), availableAt: at, createdAt: now)
  }
}
