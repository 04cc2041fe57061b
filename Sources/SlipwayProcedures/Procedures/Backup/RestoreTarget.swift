import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// What a restore goes into: a service that is there, or a new database like it that is made and deployed first.
struct RestoreTarget {
  /// What was asked for.
  struct Wish: Sendable {
    /// Of what is restored into, or of what the new database is made like.
    var service: ID<Deployable>
    /// Of the new database.
    var newName: String?
    var request: RestoreRequest
    var key: String
    var destination: ID<Destination>
  }

  var run: BackupRun
  /// Of the new database; the restore waits for it in the same lane.
  var deployment: QueuedDeployment?

  /// Queues the restore; a new database, its deployment and the restore are one transaction.
  /// - Throws: ``SlipwayError`` `badRequest` naming `newName` for what is no database.
  static func queue(_ wish: Wish, _ tx: Transaction, now: Date) throws -> RestoreTarget {
    var (request, target) = (wish.request, try tx.deployables.one(wish.service))
    var deployment: QueuedDeployment?
    if let typed = wish.newName {
      let name = try TypedText.name(typed, field: "newName")
      guard target.kind == .database else {
        throw SlipwayError.invalid(
          "newName", "only databases are restored into new ones; restore into \(target.name)")
      }
      var original = try tx.databases.one(target.id)
      // The server makes the one that the dump is put into.
      if request.content == .database { original.settings.databaseName = request.databaseName }
      let made = try DeployableCopy(tx: tx, now: now).copy(original, named: name, into: original.environmentID)
      request.volumeName = try request.volumeName.map { try volume(like: $0, of: target.id, in: made.id, tx) }
      target = made.deployable
      deployment = try DeploymentQueue.enqueue(
        tx, DeploymentRequest(deployable: target, title: "New database for a restore"), now: now)
    }
    let run = try BackupQueue.restore(
      tx, request, key: wish.key, from: wish.destination, into: target, now: now)
    return RestoreTarget(run: run, deployment: deployment)
  }

  func announce(_ call: Call) {
    if let deployment {
      call.publish(.organizationChanged(run.organizationID))
      DeploymentQueue.announce(deployment, on: call.engine.bus)
    }
    call.publish(.jobQueued)
  }

  /// The volume that the copy mounts where the original mounts `name`.
  private static func volume(
    like name: String, of original: ID<Deployable>, in copy: ID<Deployable>, _ tx: Transaction
  ) throws -> String {
    let path = try tx.mounts.all(of: original).first { $0.volumeName == name }?.mountPath
    guard let volume = try tx.mounts.all(of: copy).first(where: { $0.mountPath == path })?.volumeName else {
      throw SlipwayError.invalid("volumeName", "must be a volume that the service mounts")
    }
    return volume
  }
}
