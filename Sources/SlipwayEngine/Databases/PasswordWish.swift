package import Foundation
package import SlipwayCore
package import SlipwayStore

/// Somebody's wish that a database has another password.
package enum PasswordWish {
  /// - Returns: the job that brings it about.
  /// - Throws: ``SlipwayError`` `preconditionFailed` when no server runs that could be told.
  package static func change(
    _ tx: Transaction, _ id: ID<Deployable>, to password: Secret, isRoot: Bool, now: Date
  ) throws -> ID<Job> {
    var database = try tx.databases.one(id)
    guard try tx.releases.current(of: id) != nil, !database.isStopped else {
      throw SlipwayError(
        .preconditionFailed, "Only a running server can be told a new password; deploy or start it first.")
    }
    guard database.secrets.nextPassword == nil else {
      throw SlipwayError(.conflict, "The password is being changed already; wait for it.")
    }
    database.secrets.nextPassword = password
    try tx.databases.update(database)
    let job = try PasswordJob.queued(
      PasswordJob.Arguments(database: id, isRoot: isRoot), organization: database.organizationID,
      lane: JobLane.deployable(id), at: now, now: now)
    try tx.jobs.enqueue(job)
    return job.id
  }
}
