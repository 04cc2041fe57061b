package import Foundation
package import SlipwayCore

/// A preview on the wire.
package struct PreviewRow: Codable, Sendable {
  /// How it stands, more exactly than the published words.
  package enum State: String, Codable, Sendable, CaseIterable {
    /// A person has to approve its newest commit; what ran before still does.
    case waiting
    /// Its databases come first.
    case preparing
    /// A deployment of it waits or is at work.
    case deploying
    case running
    /// The last deployment failed, or nothing could be made of it.
    case failed
    case stopped
  }

  /// What stands around it.
  package struct Relations: Sendable {
    package var parent: Deployable
    /// The application or the stack that runs, if it was made.
    package var main: Deployable?
    package var domain: Domain?
    package var deployments: [Deployment]

    package init(parent: Deployable, main: Deployable?, domain: Domain?, deployments: [Deployment]) {
      self.parent = parent
      self.main = main
      self.domain = domain
      self.deployments = deployments
    }
  }

  package var previewDeploymentId: ID<PreviewDeployment>
  package var branch: String
  /// Empty of one that was made by hand.
  package var pullRequestId: String
  package var pullRequestNumber: String
  package var pullRequestURL: String
  package var pullRequestTitle: String
  /// Empty: our comment is found by what stands in it.
  package var pullRequestCommentId: String
  package var previewStatus: Deployable.Status
  package var appName: String
  /// The application that it is of; of a stack's, the stack.
  package var applicationId: ID<Deployable>
  @Null package var composeId: ID<Deployable>?
  @Null package var domainId: ID<Domain>?
  package var createdAt: Date
  @Null package var expiresAt: Date?
  package var state: State
  /// What runs: its deployments, logs and variables are asked for with this.
  @Null package var deployableId: ID<Deployable>?
  package var author: String
  package var baseBranch: String
  package var isFork: Bool
  @Null package var commit: String?
  @Null package var approvedCommit: String?
  @Null package var approvedBy: String?
  package var pushedAt: Date
  /// Why nothing of it was deployed.
  @Null package var problem: String?
  /// Where it answers.
  @Null package var url: String?
  @Null package var domain: DomainRow?
  package var deployments: [DeploymentRow]

  package init(_ preview: PreviewDeployment, _ relations: Relations) {
    let main = relations.main
    previewDeploymentId = preview.id
    branch = preview.origin.branch
    pullRequestId = preview.number.map(String.init) ?? ""
    pullRequestNumber = pullRequestId
    pullRequestURL = preview.url
    pullRequestTitle = preview.title
    pullRequestCommentId = ""
    appName = main?.appName ?? ""
    applicationId = preview.parentID
    composeId = relations.parent.kind == .compose ? preview.parentID : nil
    domainId = relations.domain?.id
    createdAt = preview.createdAt
    expiresAt = preview.expiresAt
    state = Self.state(preview, main)
    previewStatus = Self.status(state)
    deployableId = main?.id
    author = preview.author
    baseBranch = preview.origin.base
    isFork = preview.origin.isFork
    commit = preview.commit
    approvedCommit = preview.approvedCommit
    approvedBy = preview.approvedBy
    pushedAt = preview.pushedAt
    problem = preview.problem
    url = relations.domain.map { "\($0.https ? "https" : "http")://\($0.host)\($0.path == "/" ? "" : $0.path)" }
    domain = relations.domain.map { DomainRow($0, preview: preview.id) }
    deployments = relations.deployments.map { DeploymentRow($0, of: relations.parent.kind, preview: preview.id) }
  }

  private static func state(_ preview: PreviewDeployment, _ main: Deployable?) -> State {
    if preview.isWaiting { return .waiting }
    if preview.problem != nil { return .failed }
    if preview.isPreparing { return .preparing }
    guard let main else { return .failed }
    if main.isStopped { return .stopped }
    return switch main.status {
    case .idle, .running: .deploying
    case .done: .running
    case .error: .failed
    }
  }

  private static func status(_ state: State) -> Deployable.Status {
    switch state {
    case .waiting, .stopped: .idle
    case .preparing, .deploying: .running
    case .running: .done
    case .failed: .error
    }
  }
}
