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

/// What a deployment is called.
package enum DeploymentTitle {
  /// The name of one that nobody named.
  package static func standard(of kind: Deployment.Kind) -> String {
    switch kind {
    case .deploy: "Manual deployment"
    case .rebuild: "Rebuild deployment"
    case .reload: "Reload"
    case .rollback: "Rollback"
    }
  }

  /// The first line of a commit's message, at most 200 characters; `nil` when there is none.
  package static func ofCommit(message: String) -> String? {
    guard let line = message.split(whereSeparator: \.isNewline).first else { return nil }
    let text = line.trimmingSpaces()
    return text.isEmpty ? nil : String(text.prefix(200))
  }
}
