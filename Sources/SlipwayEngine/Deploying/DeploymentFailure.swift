package import SlipwayCore

/// A deployment that could not be put into service, with all that is known of why.
package struct DeploymentFailure: Error, Sendable {
  package var evidence: Evidence
  /// For the server's log only.
  package var cause: (any Error)?

  package init(_ evidence: Evidence, cause: (any Error)? = nil) {
    self.evidence = evidence
    self.cause = cause
  }
}

extension DeploymentFailure: CustomStringConvertible {
  package var description: String { "\(evidence.step.rawValue): \(evidence.summary)" }
}
