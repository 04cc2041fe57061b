package import SlipwayCore

/// Somebody's wish to put a version of something into service.
package struct DeploymentRequest: Sendable {
  package var id: ID<Deployment>
  /// A zip came with the request; it lies where the identifier says (``DataFolders/upload(of:)``).
  package var hasUpload: Bool
  package var deployable: Deployable
  package var kind: Deployment.Kind
  package var title: String
  package var description: String
  /// The commit that a webhook named; `nil` builds what the branch has become.
  package var commit: String?
  /// The release to go back to.
  package var releaseID: ID<Release>?

  package init(
    id: ID<Deployment> = .random(), hasUpload: Bool = false, deployable: Deployable, kind: Deployment.Kind = .deploy,
    title: String? = nil,
    description: String = "", commit: String? = nil, releaseID: ID<Release>? = nil
  ) {
    self.id = id
    self.hasUpload = hasUpload
    self.deployable = deployable
    self.kind = kind
    self.title = title ?? DeploymentTitle.standard(of: kind)
    self.description = description
    self.commit = commit
    self.releaseID = releaseID
  }
}
