package import SlipwayCore

/// What is known of builds, a text of JSON for each deployment.
package struct BuildReports {
  let context: TableContext
  private var connection: any SQLConnection { context.connection }

  package func find(_ deployment: ID<Deployment>) throws -> BuildReport? {
    try connection.row("SELECT report FROM build_report WHERE deployment_id = \(deployment)")
      .map { try JSONColumn.decode($0["report"], fallback: BuildReport()) }
  }

  /// Adds or replaces it.
  package func put(_ report: BuildReport, of deployment: Deployment) throws {
    let text = try JSONColumn.encode(report)
    try connection.run(
      """
      INSERT INTO build_report (deployment_id, organization_id, report)
      VALUES (\(deployment.id), \(deployment.organizationID), \(text))
      ON CONFLICT (deployment_id) DO UPDATE SET report = excluded.report
      """)
  }
}
