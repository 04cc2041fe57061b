package import SlipwayCore

/// Every source that there is.
package enum Sources {
  package static let all: [any Source.Type] = [
    GitSource.self, ProviderSource.self, ImageSource.self, UploadSource.self, PushSource.self,
  ]

  /// - Returns: `nil` of a kind that is published and not there yet.
  package static func type(of kind: SourceSettings.Kind) -> (any Source.Type)? {
    all.first { $0.kinds.contains(kind) }
  }

  /// - Throws: ``DeploymentFailure`` naming all that is missing before it could fetch.
  package static func source(for snapshot: DeploymentSnapshot) throws -> any Source {
    let kind = snapshot.application.source.sourceType
    guard let type = type(of: kind) else {
      let known = all.flatMap { $0.kinds.map(\.rawValue) }.joined(separator: ", ")
      throw failure(
        snapshot, "sourceType: '\(kind.rawValue)' cannot be fetched yet.", "Choose one of \(known).")
    }
    let problems = type.problems(of: snapshot)
    guard problems.isEmpty else {
      throw failure(snapshot, problems.joined(separator: " "), "Complete the source's settings, then deploy again.")
    }
    return type.init()
  }

  private static func failure(
    _ snapshot: DeploymentSnapshot, _ summary: String, _ advice: String
  ) -> DeploymentFailure {
    DeploymentFailure(
      Evidence(
        step: .source, summary: summary, advice: advice, isPreviousServing: snapshot.isPreviousServing))
  }
}
