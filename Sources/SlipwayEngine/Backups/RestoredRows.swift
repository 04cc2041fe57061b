package import Foundation
import SlipwayCore
package import SlipwayStore

/// Puts the rows of a restored Slipway right before it starts. They are as they were while its backup was made: that very
/// backup and whatever else was at work then is not gone on with, perhaps weeks later, on what is there now.
package enum RestoredRows {
  /// - Parameter isHeld: whether schedules rest until what they back up is restored.
  package static func settle(_ tx: Transaction, isHeld: Bool, now: Date) throws {
    // A server may have been told its new password since: that job asks it which one it has.
    try tx.jobs.cancelActive(except: PasswordJob.kind)
    for run in try tx.backupRuns.abandoned() {
      _ = try tx.backupRuns.finish(run.id, status: .cancelled, message: nil, now: now)
    }
    for run in try tx.scheduleRuns.abandoned() {
      _ = try tx.scheduleRuns.finish(run.id, status: .cancelled, message: nil, now: now)
    }
    for deployment in try tx.deployments.abandoned() { try cancel(deployment, tx, now) }
    for recurrence in try tx.recurrences.due(now) {
      let next = try Recurrence.next(recurrence.expression, recurrence.timeZone, after: now)
      _ = try tx.recurrences.ring(recurrence, next: next)
    }
    try BackupHold.begin(tx, isHeld: isHeld, now: now)
  }

  /// As one that somebody is at work on: what it has begun in Docker is wanted by no row, and goes with that.
  private static func cancel(_ deployment: Deployment, _ tx: Transaction, _ now: Date) throws {
    _ = try tx.deployments.move(deployment.id, from: [.queued], to: .running, now: now)
    _ = try DeploymentFinish.end(tx, try tx.deployments.one(deployment.id), .cancelled, now)
  }
}
