import SlipwayCore

/// Whose code a builder's program may read: it runs on this machine, as Slipway does, and does what files of the code say.
enum ToolTrust {
  /// - Parameter preview: what is built belongs to; `nil` for what its own owners deploy.
  /// - Throws: ``SlipwayError`` `forbidden` for the code of somebody who may not deploy the application himself.
  static func check(_ preview: PreviewDeployment?) throws {
    guard let preview, preview.origin.isFork || preview.needsApproval else { return }
    throw SlipwayError(
      .forbidden,
      """
      Nixpacks, Railpack and buildpacks read the code on the server itself: they build nothing of people who may not \
      write to the repository. Choose the automatic builder or a Dockerfile for this application.
      """)
  }
}
