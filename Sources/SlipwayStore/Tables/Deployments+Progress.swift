package import Foundation
package import SlipwayCore

/// How deployments move: every change of a status compares first.
extension Deployments {
  /// Moves it when its status is one of `from`. Sets the times; going back to `queued` clears them and the steps.
  /// - Returns: `false` when somebody else moved it before.
  /// - Throws: ``SlipwayError`` `preconditionFailed` when ``DeploymentStatus/next`` has no such move.
  package func move(
    _ id: ID<Deployment>, from: Set<DeploymentStatus>, to: DeploymentStatus, now: Date
  ) throws -> Bool {
    if let wrong = from.first(where: { !$0.next.contains(to) }) {
      throw SlipwayError(
        .preconditionFailed, "A deployment cannot go from '\(wrong.rawValue)' to '\(to.rawValue)'.")
    }
    let times: SQL =
      switch to {
      case .queued: ", started_at = NULL, finished_at = NULL, step = NULL"
      case .running: ", started_at = \(now)"
      case .done, .error, .cancelled, .superseded: ", finished_at = \(now)"
      }
    let isMoved =
      try connection.run(
        """
        UPDATE deployment SET status = \(to)\(times)
        WHERE id = \(id) AND status IN \(list: from.sorted { $0.rawValue < $1.rawValue })
        """) > 0
    guard isMoved else { return false }
    if to.isFinal { try endSteps(id, now: now) }
    if to == .queued {
      try connection.run("DELETE FROM deployment_step WHERE deployment_id = \(id)")
      try beginStep(id, .queue, now: now)
    }
    return true
  }

  /// Ends it from whatever status may become `status`, and says why.
  /// - Returns: `false` when it had ended already; then nothing is changed.
  package func finish(
    _ id: ID<Deployment>, status: DeploymentStatus, errorMessage: String? = nil, evidence: Evidence? = nil,
    now: Date
  ) throws -> Bool {
    guard status.isFinal else {
      throw SlipwayError(.preconditionFailed, "A deployment cannot end as '\(status.rawValue)'.")
    }
    let from = Set(DeploymentStatus.allCases.filter { $0.next.contains(status) })
    guard try move(id, from: from, to: status, now: now) else { return false }
    let evidence = try evidence.map { try sealed($0, of: id) }
    try connection.run(
      "UPDATE deployment SET error_message = \(errorMessage), evidence = \(evidence) WHERE id = \(id)")
    return true
  }

  /// The step before ends, this one begins.
  /// - Throws: ``SlipwayError`` `notFound`.
  package func setStep(_ id: ID<Deployment>, _ step: DeploymentStep, now: Date) throws {
    guard try connection.run("UPDATE deployment SET step = \(step) WHERE id = \(id)") > 0 else {
      throw SlipwayError.notFound(Self.noun)
    }
    try endSteps(id, now: now)
    try beginStep(id, step, now: now)
  }

  /// In the order of ``DeploymentStep``.
  package func steps(of id: ID<Deployment>) throws -> [DeploymentStepTime] {
    let rows = try connection.rows("SELECT * FROM deployment_step WHERE deployment_id = \(id)")
    let times = try rows.map { row in
      DeploymentStepTime(
        step: try row["step"], startedAt: try row["started_at"], finishedAt: try row["finished_at"])
    }
    return DeploymentStep.allCases.compactMap { step in times.first { $0.step == step } }
  }

  func beginStep(_ id: ID<Deployment>, _ step: DeploymentStep, now: Date) throws {
    try connection.run(
      """
      INSERT INTO deployment_step (organization_id, deployment_id, step, started_at)
      SELECT organization_id, id, CAST(\(step) AS TEXT), CAST(\(now) AS BIGINT) FROM deployment WHERE id = \(id)
      ON CONFLICT (deployment_id, step) DO UPDATE SET started_at = excluded.started_at, finished_at = NULL
      """)
  }

  private func endSteps(_ id: ID<Deployment>, now: Date) throws {
    try connection.run(
      """
      UPDATE deployment_step SET finished_at = \(now) WHERE deployment_id = \(id) AND finished_at IS NULL
      """)
  }

  /// What a container said before it died may hold any secret, also one that nobody could tell by its name.
  func sealed(_ evidence: Evidence, of id: ID<Deployment>) throws -> String {
    try context.seal(Secret(try JSONColumn.encode(evidence)), "deployment.evidence:\(id)")
  }

  func opened(_ text: String, of id: ID<Deployment>) throws -> Evidence {
    // Rows from before it was sealed are plain objects.
    try JSONColumn.decode(
      text.hasPrefix("{") ? text : try context.open(text, "deployment.evidence:\(id)").reveal())
  }
}
