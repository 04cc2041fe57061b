import Foundation
import SlipwayCore
import SlipwayStore

/// What the end of a deployment means for the preview that it is of: as soon as its databases serve, it is deployed.
enum PreviewProgress {
  /// Call it in the transaction that ends the deployment.
  static func note(_ tx: Transaction, _ deployment: Deployment, now: Date) throws {
    guard var preview = try tx.previews.owner(of: deployment.deployableID) else { return }
    let parts = try tx.previews.parts(of: preview.id)
    guard let part = parts.first(where: { $0.id == deployment.deployableID }) else { return }
    try PreviewCommentJob.enqueue(tx, preview, now: now)
    guard part.kind == .database, preview.isPreparing else { return }
    let status = try tx.deployments.one(deployment.id).status
    switch status {
    case .done:
      guard try PreviewQueue.unready(preview, tx).isEmpty, let main = parts.first(where: { $0.kind != .database })
      else { return }
      preview.isPreparing = false
      try tx.previews.update(preview)
      // Its author may have lost the right to write meanwhile: then it is deployed when somebody approves.
      guard preview.hasLeave else { return }
      _ = try PreviewQueue.release(preview, main, now: now, tx)
    case .error, .cancelled:
      preview.isPreparing = false
      preview.problem =
        "Its database \(part.name) \(status == .error ? "did not start" : "was cancelled"), so nothing was deployed."
      try tx.previews.update(preview)
    case .queued, .running, .superseded: break
    }
  }
}
