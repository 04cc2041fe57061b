package import SlipwayCore

/// The deployments of deployables; their logs are ``DeploymentLogs``.
///
/// Statuses move only by ``move(_:from:to:now:)`` and ``finish(_:status:errorMessage:evidence:now:)``.
package struct Deployments: EntityTable {
  package static let table = "deployment"
  package static let noun = "Deployment"
  package static let fixedColumns: Set<String> = [
    "organization_id", "deployable_id", "created_at", "status", "step", "started_at", "finished_at",
    "is_cancel_requested",
  ]
  package let context: TableContext

  package func columns(of deployment: Deployment) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", deployment.id), ("organization_id", deployment.organizationID),
      ("deployable_id", deployment.deployableID), ("kind", deployment.kind), ("status", deployment.status),
      ("title", deployment.title), ("description", deployment.description), ("commit_hash", deployment.commit),
      ("upload", deployment.upload), ("release_id", deployment.releaseID), ("step", deployment.step),
      ("build_server_id", deployment.buildServerID),
      ("created_at", deployment.createdAt),
      ("started_at", deployment.startedAt), ("finished_at", deployment.finishedAt),
      ("is_cancel_requested", deployment.isCancelRequested), ("error_message", deployment.errorMessage),
      ("evidence", try deployment.evidence.map { try sealed($0, of: deployment.id) }),
    ]
  }

  /// How many there are of each status.
  package func counts() throws -> [(status: DeploymentStatus, count: Int)] {
    try connection.rows("SELECT status, COUNT(*) AS count FROM deployment GROUP BY status ORDER BY status").map {
      (try $0["status"], try $0["count"])
    }
  }

  package func entity(_ row: Row) throws -> Deployment {
    var deployment = Deployment(
      id: try row["id"], organizationID: try row["organization_id"], deployableID: try row["deployable_id"],
      kind: try row["kind"], status: try row["status"], title: try row["title"],
      description: try row["description"], commit: try row["commit_hash"], releaseID: try row["release_id"],
      createdAt: try row["created_at"])
    deployment.upload = try row["upload"]
    deployment.buildServerID = try row["build_server_id"]
    deployment.step = try row["step"]
    deployment.startedAt = try row["started_at"]
    deployment.finishedAt = try row["finished_at"]
    deployment.isCancelRequested = try row["is_cancel_requested"]
    deployment.errorMessage = try row["error_message"]
    let evidence: String? = try row["evidence"]
    deployment.evidence = try evidence.map { try opened($0, of: deployment.id) }
    return deployment
  }

  /// The step `queue` begins with it.
  package func insert(_ deployment: Deployment) throws {
    let deployable = deployment.deployableID
    let last = try connection.row(
      "SELECT COALESCE(MAX(position), 0) + 1 AS next FROM deployment WHERE deployable_id = \(deployable)")
    let position: Int = try last?["next"] ?? 1
    try insert(columns: try columns(of: deployment) + [("position", position)])
    if deployment.status == .queued { try beginStep(deployment.id, .queue, now: deployment.createdAt) }
  }

  /// Newest first.
  package func all(of deployable: ID<Deployable>, limit: Int = 50) throws -> [Deployment] {
    try all("WHERE deployable_id = \(deployable) ORDER BY position DESC LIMIT \(limit)")
  }

  package func latest(of deployable: ID<Deployable>) throws -> Deployment? {
    try first("WHERE deployable_id = \(deployable) ORDER BY position DESC LIMIT 1")
  }

  /// Queued or running, oldest first.
  package func active(of deployable: ID<Deployable>) throws -> [Deployment] {
    try all(
      """
      WHERE deployable_id = \(deployable) AND status IN ('queued', 'running') ORDER BY position
      """)
  }

  /// Oldest first.
  package func queued(of deployable: ID<Deployable>) throws -> [Deployment] {
    try all("WHERE deployable_id = \(deployable) AND status = 'queued' ORDER BY position")
  }

  /// Those that were asked for later and that wait, work or serve, oldest first.
  package func newer(than deployment: Deployment) throws -> [Deployment] {
    try all(
      """
      WHERE deployable_id = \(deployment.deployableID) AND status IN ('queued', 'running', 'done')
        AND position > (SELECT position FROM deployment WHERE id = \(deployment.id)) ORDER BY position
      """)
  }

  /// The deployables of all that are queued or running.
  package func busy() throws -> [ID<Deployable>] {
    try connection.rows("SELECT DISTINCT deployable_id FROM deployment WHERE status IN ('queued', 'running')")
      .map { try $0["deployable_id"] }
  }

  /// Queued or running with a job that has ended or is gone: nobody will go on with them.
  package func abandoned() throws -> [Deployment] {
    try all(
      """
      WHERE status IN ('queued', 'running')
        AND id NOT IN (SELECT id FROM job WHERE state IN ('queued', 'running')) ORDER BY created_at, position
      """)
  }

  /// Queued or running in an organisation, oldest first.
  package func allActive(in organization: ID<Organization>) throws -> [Deployment] {
    try all(
      """
      WHERE organization_id = \(organization) AND status IN ('queued', 'running') ORDER BY created_at, position
      """)
  }

  /// Newest first.
  package func recent(in organization: ID<Organization>, limit: Int) throws -> [Deployment] {
    try all(
      "WHERE organization_id = \(organization) ORDER BY created_at DESC, position DESC LIMIT \(limit)")
  }

  /// Those that will not change any more, newest first.
  package func ended(in organization: ID<Organization>, limit: Int, offset: Int) throws -> [Deployment] {
    try all(
      """
      WHERE organization_id = \(organization) AND status NOT IN ('queued', 'running')
      ORDER BY created_at DESC, position DESC LIMIT \(limit) OFFSET \(offset)
      """)
  }

  /// Writes what was found out about the code; `nil` leaves what there is.
  package func setCommit(
    _ id: ID<Deployment>, commit: String?, title: String? = nil, description: String? = nil
  ) throws {
    let changes: [(String, String?)] = [("commit_hash", commit), ("title", title), ("description", description)]
    let parts: [SQL] = changes.compactMap { name, value in value.map { "\(name: name) = \($0)" } }
    guard !parts.isEmpty else { return }
    try connection.run("UPDATE deployment SET \(SQL.joined(parts, separator: ", ")) WHERE id = \(id)")
  }

  /// Writes down which build server makes the image; `nil` is none.
  package func setBuildServer(_ id: ID<Deployment>, _ server: ID<Server>?) throws {
    try connection.run("UPDATE deployment SET build_server_id = \(server) WHERE id = \(id)")
  }

  /// How many make their image on a build server now, or are about to.
  package func building(on server: ID<Server>, except own: ID<Deployment>) throws -> Int {
    try connection.row(
      """
      SELECT COUNT(*) AS count FROM deployment WHERE build_server_id = \(server) AND id <> \(own)
        AND status = 'running' AND (step IS NULL OR step IN ('queue', 'source', 'build'))
      """)?["count"] ?? 0
  }

  /// Writes down which zip is built: one that somebody may still want is kept.
  package func setUpload(_ id: ID<Deployment>, _ upload: ID<Deployment>) throws {
    try connection.run("UPDATE deployment SET upload = \(upload) WHERE id = \(id)")
  }

  /// The zip that was built or came last.
  package func newestUpload(of deployable: ID<Deployable>) throws -> ID<Deployment>? {
    try connection.row(
      """
      SELECT upload FROM deployment WHERE deployable_id = \(deployable) AND upload IS NOT NULL
      ORDER BY position DESC LIMIT 1
      """)?["upload"]
  }

  /// The zips that may be built again: of what waits or is at work, of every release that is kept, and the newest of all.
  /// One that is not among them never will be.
  package func wantedUploads() throws -> Set<ID<Deployment>> {
    let rows = try connection.rows(
      """
      SELECT DISTINCT upload FROM deployment WHERE upload IS NOT NULL AND (
        status IN ('queued', 'running')
        OR id IN (SELECT deployment_id FROM release WHERE state IN ('candidate', 'current', 'previous'))
        OR position = (
          SELECT MAX(position) FROM deployment AS newest
          WHERE newest.deployable_id = deployment.deployable_id AND newest.upload IS NOT NULL))
      """)
    return Set(try rows.map { try $0["upload"] })
  }

  /// Asks whoever runs it to stop.
  /// - Returns: `false` when there is nothing to stop any more.
  @discardableResult
  package func requestCancel(_ id: ID<Deployment>) throws -> Bool {
    try connection.run(
      """
      UPDATE deployment SET is_cancel_requested = TRUE WHERE id = \(id) AND status IN ('queued', 'running')
      """) > 0
  }

  /// Removes old finished ones with their logs, but never one whose release serves or can be gone back to.
  /// - Parameter keep: how many of the newest stay.
  /// - Returns: which were removed.
  @discardableResult
  package func trim(_ deployable: ID<Deployable>, keep: Int = 50) throws -> [ID<Deployment>] {
    try connection.rows(
      """
      DELETE FROM deployment WHERE deployable_id = \(deployable) AND status NOT IN ('queued', 'running')
        AND id NOT IN (
          SELECT id FROM deployment WHERE deployable_id = \(deployable) ORDER BY position DESC LIMIT \(keep))
        AND id NOT IN (
          SELECT deployment_id FROM release
          WHERE deployable_id = \(deployable) AND state IN ('current', 'previous'))
      RETURNING id
      """
    ).map { try $0["id"] }
  }
}
