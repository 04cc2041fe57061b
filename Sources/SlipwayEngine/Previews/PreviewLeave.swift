import SlipwayCore
import SlipwayStore

/// Which code of a preview may run: asked wherever a deployment is queued, so that no way leads around an approval.
enum PreviewLeave {
  /// - Returns: the commit that a deployment of it is held to; `nil` of what is no preview's, of a database, and of a branch
  ///   that was previewed by hand without a commit.
  /// - Throws: ``SlipwayError`` `conflict` as long as nothing of a stranger's was approved.
  static func commit(of deployable: ID<Deployable>, _ tx: Transaction) throws -> String? {
    guard let preview = try tx.previews.owner(of: deployable),
      try tx.deployables.find(deployable)?.kind != .database
    else { return nil }
    guard preview.hasLeave else {
      throw SlipwayError(
        .conflict,
        "The preview \(preview.label) waits for an approval; approve the commit in the list of previews first.")
    }
    return preview.runnableCommit
  }
}
