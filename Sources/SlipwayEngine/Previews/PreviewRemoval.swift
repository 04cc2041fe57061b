package import Foundation
package import SlipwayCore
package import SlipwayStore

/// The end of a preview: its rows go, and jobs of the same transaction remove everything that is not a row, its volumes too.
package enum PreviewRemoval {
  /// What is to be told, and may be waited for, when the transaction is over.
  package struct Begun: Sendable {
    package var cancelled: [Deployment] = []
    /// Backups and commands of it.
    package var runs: [BackupRun] = []
    package var commands: [ScheduleRun] = []
    package var jobs: [ID<Job>] = []

    package init() {}

    package mutating func add(_ other: Begun) {
      cancelled += other.cancelled
      runs += other.runs
      commands += other.commands
      jobs += other.jobs
    }
  }

  package static func begin(_ preview: PreviewDeployment, now: Date, _ tx: Transaction) throws -> Begun {
    var begun = Begun()
    let parts = try tx.previews.parts(of: preview.id)
    for part in parts {
      for deployment in try tx.deployments.active(of: part.id) {
        begun.cancelled.append(try DeploymentQueue.cancel(tx, deployment.id, now: now))
      }
      // Nobody makes any for it, but anybody could have.
      for run in try tx.backupRuns.active(of: part.id) {
        _ = try BackupQueue.cancel(tx, run.id, now: now)
        begun.runs.append(run)
      }
      for run in try tx.scheduleRuns.active(in: part.id) {
        _ = try ScheduleQueue.cancel(tx, run.id, now: now)
        begun.commands.append(run)
      }
      for schedule in try tx.schedules.all(of: part.id) { try ScheduleRecurrence.remove(tx, schedule.id) }
      let volumes = try tx.mounts.all(of: part.id).compactMap(\.volumeName)
      begun.jobs.append(try ServiceWish.remove(tx, part, volumes: volumes, removesVolumes: true, now: now))
      for volume in volumes { try tx.volumeClaims.release(volume, of: preview.organizationID) }
      try tx.deployables.delete(part.id)
    }
    if let main = parts.first(where: { $0.kind != .database }), !preview.databases.isEmpty {
      let job = try PreviewNetworkJob.queued(
        PreviewNetworkJob.Arguments(network: PreviewNetwork.name(of: main.appName), server: main.serverID),
        organization: nil, lane: nil, at: now, now: now)
      try tx.jobs.enqueue(job)
      begun.jobs.append(job.id)
    }
    try tx.previews.delete(preview.id)
    try PreviewCommentJob.enqueue(tx, preview, now: now)
    return begun
  }

  /// All of an application or a stack that goes.
  package static func beginAll(of parent: ID<Deployable>, now: Date, _ tx: Transaction) throws -> Begun {
    var begun = Begun()
    for preview in try tx.previews.all(of: parent) { begun.add(try begin(preview, now: now, tx)) }
    return begun
  }

  /// Tells the workers.
  package static func announce(_ begun: Begun, on bus: any EventBus) {
    for deployment in begun.cancelled { DeploymentQueue.announce(deployment, on: bus) }
    for run in begun.runs { bus.publish(.cancelRequested(ID(run.id.rawValue))) }
    for run in begun.commands { bus.publish(.cancelRequested(ID(run.id.rawValue))) }
    if !begun.jobs.isEmpty { bus.publish(.jobQueued) }
  }
}
