package import SlipwayCore

/// `deployment.one`: a deployment with its steps' times and, when it failed, the evidence.
package struct DeploymentDetail: Codable, Sendable {
  package var deployment: DeploymentRow
  package var more: More

  /// What the row lacks.
  package struct More: Codable, Sendable {
    package var steps: [DeploymentStepTime]
    @Null package var evidence: Evidence?
    @Null package var rollback: RollbackRow?
    package var application: ApplicationLink

    package init(
      steps: [DeploymentStepTime], evidence: Evidence?, rollback: RollbackRow?, application: ApplicationLink
    ) {
      self.steps = steps
      self.evidence = evidence
      self.rollback = rollback
      self.application = application
    }
  }

  package init(_ deployment: Deployment, _ more: More) {
    self.deployment = DeploymentRow(deployment, of: more.application.kind)
    self.more = more
  }

  package init(from decoder: any Decoder) throws {
    deployment = try DeploymentRow(from: decoder)
    more = try More(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    try deployment.encode(to: encoder)
    try more.encode(to: encoder)
  }
}
