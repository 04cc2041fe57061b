import Foundation
import SlipwayCore
import SlipwayProviders
import SlipwayStore

/// What the provider of a deployment's code is told of it: how the rows are at the moment when it is told.
struct CommitReport: Sendable {
  let provider: GitProvider
  let path: RepositoryPath
  let status: CommitStatus

  /// - Returns: `nil` when there is nobody to tell, or nothing to tell of.
  static func load(
    _ id: ID<Deployment>, _ tx: Transaction, _ configuration: Configuration
  ) throws -> CommitReport? {
    guard let deployment = try tx.deployments.find(id), let commit = deployment.commit, GitReference.isCommit(commit),
      let state = state(of: deployment.status),
      let application = try tx.findWorkload(deployment.deployableID), let choice = application.source.choice,
      let provider = try choice.providerID.flatMap({ try tx.gitProviders.find($0) }),
      provider.organizationID == deployment.organizationID,
      let path = choice.full.flatMap({ RepositoryPath($0) })
    else { return nil }
    let environment = try tx.environments.one(application.environmentID)
    let project = try tx.projects.one(environment.projectID)
    let isPreview = try tx.deployables.find(application.id)?.previewID != nil
    var status = CommitStatus(
      commit: commit, state: state, context: "slipway/\(application.appName)", summary: summary(of: deployment))
    status.environment = "\(project.name) / \(environment.name) / \(application.name)"
    status.isTransient = isPreview
    status.url = try base(tx, configuration).map { "\($0)/deployments/\(deployment.id)" }
    let domain = try tx.domains.all(of: application.id).first
    status.environmentURL = state == .success ? domain.map { "\($0.https ? "https" : "http")://\($0.host)" } : nil
    return CommitReport(provider: provider, path: path, status: status)
  }

  /// Where the dashboard is for everybody; `nil` when nobody said.
  private static func base(_ tx: Transaction, _ configuration: Configuration) throws -> String? {
    if let url = configuration.publicURL { return url }
    let settings = try tx.serverSettings()
    guard let host = settings.host, !host.isEmpty else { return nil }
    return "\(settings.https ? "https" : "http")://\(host)"
  }

  private static func state(of status: DeploymentStatus) -> CommitStatus.State? {
    switch status {
    case .queued: .pending
    case .running: .running
    case .done: .success
    case .error: .failure
    case .cancelled, .superseded: .cancelled
    }
  }

  /// Never the evidence: what a build says may be nobody else's business.
  private static func summary(of deployment: Deployment) -> String {
    switch deployment.status {
    case .queued: "Waits for its turn"
    case .running: "Is being deployed"
    case .done: "Serves"
    case .error: "Could not be deployed; what served before goes on"
    case .cancelled: "Was cancelled"
    case .superseded: "A newer deployment took its place"
    }
  }
}
