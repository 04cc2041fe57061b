package import SlipwayCore

/// Somebody's wish to put a version of an application into service.
package struct DeploymentRequest: Sendable {
  /// Known beforehand where a file came with the request (``DataFolders/upload(of:)``).
  package var id: ID<Deployment>
  package var application: Application
  package var kind: Deployment.Kind
  package var title: String
  package var description: String
  /// The commit that a webhook named; `nil` builds what the branch has become.
  package var commit: String?
  /// The release to go back to.
  package var releaseID: ID<Release>?

  package init(
    id: ID<Deployment> = .random(), application: Application, kind: Deployment.Kind = .deploy, title: String? = nil,
    description: String = "", commit: String? = nil, releaseID: ID<Release>? = nil
  ) {
    self.id = id
    self.application = application
    self.kind = kind
    self.title = title ?? DeploymentTitle.standard(of: kind)
    self.description = description
    self.commit = commit
    self.releaseID = releaseID
  }
}
