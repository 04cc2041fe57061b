package import Foundation

/// One act of putting a version of an application into service.
package struct Deployment: Sendable, Hashable {
  /// What the deployment does.
  package enum Kind: String, Sendable, Codable, CaseIterable {
    /// Source, build, release.
    case deploy
    /// Build of the checkout's commit again, release.
    case rebuild
    /// Release of the present image with the present settings.
    case reload
    /// Release of an earlier release as it was.
    case rollback

    /// Whether doing this also does what `other` is wanted for, so that one of that kind that waits need not be done.
    /// Neither the present image nor the present commit has what a push brings.
    package func includes(_ other: Kind) -> Bool {
      switch self {
      case .deploy, .rollback: true
      case .rebuild: other == .rebuild || other == .reload
      case .reload: other == .reload
      }
    }
  }

  package var id: ID<Deployment>
  package var organizationID: ID<Organization>
  package var deployableID: ID<Deployable>
  package var kind: Kind
  package var status: DeploymentStatus
  package var title: String
  package var description: String
  /// The commit to build when a webhook named one, then the commit that was built.
  package var commit: String?
  /// The deployment that came with the zip that is built; it may be this one.
  package var upload: ID<Deployment>?
  /// The release to go back to, of a rollback.
  package var releaseID: ID<Release>?
  /// The build server that makes its image; `nil` where none but the machine of the service does.
  package var buildServerID: ID<Server>?
  package var step: DeploymentStep?
  package var createdAt: Date
  package var startedAt: Date?
  package var finishedAt: Date?
  /// One sentence for the person; `nil` unless it failed.
  package var errorMessage: String?
  package var evidence: Evidence?
  /// Set by a cancel; the worker that holds the lease obeys.
  package var isCancelRequested: Bool

  package init(
    id: ID<Deployment> = .random(), organizationID: ID<Organization>, deployableID: ID<Deployable>,
    kind: Kind = .deploy, status: DeploymentStatus = .queued, title: String = "Manual deployment",
    description: String = "", commit: String? = nil, releaseID: ID<Release>? = nil, createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.deployableID = deployableID
    self.kind = kind
    self.status = status
    self.title = title
    self.description = description
    self.commit = commit
    self.releaseID = releaseID
    self.createdAt = createdAt
    self.isCancelRequested = false
  }
}
