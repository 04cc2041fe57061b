package import SlipwayCore

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
