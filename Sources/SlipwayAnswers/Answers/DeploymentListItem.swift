package import SlipwayCore

/// A deployment in a list, with what it can be gone back to or what it belongs to.
package struct DeploymentListItem: Codable, Sendable {
  package var deployment: DeploymentRow
  package var relations: Relations

  /// What is nested in the row.
  package struct Relations: Codable, Sendable {
    /// In `deployment.allByType`.
    @Null package var rollback: RollbackRow?
    /// In `deployment.allCentralized`.
    @Null package var application: ApplicationLink?
    @Null package var compose: NoEntity?
    @Null package var server: NoEntity?
    @Null package var buildServer: NoEntity?
  }

  package init(
    _ deployment: Deployment, of owner: Deployable.Kind? = nil, rollback: RollbackRow? = nil,
    application: ApplicationLink? = nil
  ) {
    self.deployment = DeploymentRow(deployment, of: owner ?? application?.kind ?? .application)
    relations = Relations(rollback: rollback, application: application, compose: nil, server: nil, buildServer: nil)
  }

  package init(from decoder: any Decoder) throws {
    deployment = try DeploymentRow(from: decoder)
    relations = try Relations(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    try deployment.encode(to: encoder)
    try relations.encode(to: encoder)
  }
}
