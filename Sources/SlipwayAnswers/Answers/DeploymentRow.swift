package import Foundation
package import SlipwayCore

/// A deployment on the wire.
package struct DeploymentRow: Codable, Sendable {
  package var deploymentId: ID<Deployment>
  package var title: String
  @Null package var description: String?
  /// One of the published API's four words; ``state`` is exact.
  package var status: String
  /// What `/listen-deployment` is asked for: the deployment's identifier, there are no log files.
  package var logPath: String
  @Null package var pid: String?
  /// Of everything but a compose stack.
  @Null package var applicationId: ID<Deployable>?
  @Null package var composeId: ID<Deployable>?
  @Null package var serverId: String?
  package var isPreviewDeployment: Bool
  @Null package var previewDeploymentId: String?
  package var createdAt: Date
  @Null package var startedAt: Date?
  @Null package var finishedAt: Date?
  @Null package var errorMessage: String?
  @Null package var scheduleId: String?
  @Null package var backupId: String?
  @Null package var rollbackId: String?
  @Null package var volumeBackupId: String?
  @Null package var buildServerId: ID<Server>?
  package var kind: Deployment.Kind
  package var state: DeploymentStatus
  @Null package var step: DeploymentStep?
  @Null package var commit: String?
  package var isCancelRequested: Bool

  /// - Parameters:
  ///   - owner: the kind of what it deploys.
  ///   - preview: the one that it is of.
  package init(
    _ deployment: Deployment, of owner: Deployable.Kind = .application, preview: ID<PreviewDeployment>? = nil
  ) {
    deploymentId = deployment.id
    title = deployment.title
    description = deployment.description
    status = deployment.status.wireName
    logPath = deployment.id.rawValue
    pid = nil
    applicationId = owner == .compose ? nil : deployment.deployableID
    composeId = owner == .compose ? deployment.deployableID : nil
    serverId = nil
    isPreviewDeployment = preview != nil
    previewDeploymentId = preview?.rawValue
    createdAt = deployment.createdAt
    startedAt = deployment.startedAt
    finishedAt = deployment.finishedAt
    errorMessage = deployment.errorMessage
    scheduleId = nil
    backupId = nil
    rollbackId = deployment.releaseID?.rawValue
    volumeBackupId = nil
    buildServerId = deployment.buildServerID
    kind = deployment.kind
    state = deployment.status
    step = deployment.step
    commit = deployment.commit
    isCancelRequested = deployment.isCancelRequested
  }
}
