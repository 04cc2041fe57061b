import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// The end of what runs: deployments, backups, restores and commands of it stop, the rows go, and a job in the same transaction
/// removes what runs, after whatever else is at work in its lane.
enum DeployableRemoval {
  /// How long the caller waits for what runs to be gone; after that it goes on by itself.
  private static let patience = Duration.seconds(20)

  /// What is to be done when the transaction is over.
  struct Begun: Sendable {
    var cancelled: [Deployment]
    var runs: [BackupRun]
    var commands: [ScheduleRun]
    var jobs: [ID<Job>]
  }

  /// Call it in the transaction that deletes the rows, before they are.
  /// - Parameters:
  ///   - volumes: named volumes that go with the only one of `deployables`.
  ///   - removesVolumes: of compose stacks: whether all of their volumes go.
  static func begin(
    _ deployables: [Deployable], volumes: [String] = [], removesVolumes: Bool = false, _ now: Date, _ tx: Transaction
  ) throws -> Begun {
    var previews = PreviewRemoval.Begun()
    for parent in deployables { previews.add(try PreviewRemoval.beginAll(of: parent.id, now: now, tx)) }
    // With a project go its previews' parts, too: they went with their previews.
    let deployables = try deployables.filter { try tx.deployables.find($0.id) != nil }
    let cancelled = try deployables.flatMap { try tx.deployments.active(of: $0.id) }.map {
      try DeploymentQueue.cancel(tx, $0.id, now: now)
    }
    let runs = try deployables.flatMap { try tx.backupRuns.active(of: $0.id) }
    for run in runs { _ = try BackupQueue.cancel(tx, run.id, now: now) }
    let commands = try deployables.flatMap { try tx.scheduleRuns.active(in: $0.id) }
    for run in commands { _ = try ScheduleQueue.cancel(tx, run.id, now: now) }
    for schedule in try deployables.flatMap({ try tx.schedules.all(of: $0.id) }) {
      try ScheduleRecurrence.remove(tx, schedule.id)
    }
    for deployable in deployables { try LeftData.remember(deployable, gone: volumes, tx) }
    return Begun(
      cancelled: previews.cancelled + cancelled, runs: previews.runs + runs, commands: previews.commands + commands,
      jobs: try previews.jobs
        + deployables.map {
          try ServiceWish.remove(tx, $0, volumes: volumes, removesVolumes: removesVolumes, now: now)
        })
  }

  /// Tells the workers, and waits a while for what runs to be gone.
  static func finish(_ begun: Begun, _ call: Call) async throws {
    for deployment in begun.cancelled { DeploymentQueue.announce(deployment, on: call.engine.bus) }
    for run in begun.runs { call.publish(.cancelRequested(ID(run.id.rawValue))) }
    for run in begun.commands { call.publish(.cancelRequested(ID(run.id.rawValue))) }
    let end = ContinuousClock.now + patience
    for job in begun.jobs {
      _ = try await JobEnd(job, call).wait(for: max(.zero, end - ContinuousClock.now))
    }
  }
}
