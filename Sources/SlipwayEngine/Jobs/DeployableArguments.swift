package import Foundation
package import SlipwayCore
package import SlipwayStore

/// The arguments of jobs that need to know nothing but whose lane they are in.
package struct DeployableArguments: Codable, Sendable {
  package var deployable: ID<Deployable>

  package init(deployable: ID<Deployable>) { self.deployable = deployable }
}

extension RunnableJob where Arguments == DeployableArguments {
  /// Puts a job of this kind into a deployable's lane.
  /// - Parameter at: not before this moment; `nil` is now.
  @discardableResult
  package static func enqueue(
    _ tx: Transaction, _ deployable: Deployable, at: Date? = nil, now: Date
  ) throws -> ID<Job> {
    let job = try queued(
      Arguments(deployable: deployable.id), organization: deployable.organizationID,
      lane: JobLane.deployable(deployable.id), at: at ?? now, now: now)
    try tx.jobs.enqueue(job)
    return job.id
  }
}
