package import Foundation
package import SlipwayCore

/// Everything that runs, whatever its kind: one table, whose kinds have tables' types of their own for the rest of a row.
/// Nothing here opens a secret.
package struct Deployables {
  static let table = "deployable"
  let context: TableContext

  private var connection: any SQLConnection { context.connection }

  package func find(_ id: ID<Deployable>) throws -> Deployable? {
    try all("WHERE id = \(id)").first
  }

  /// Of any kind, oldest first.
  package func all(in environment: ID<Environment>) throws -> [Deployable] {
    try all("WHERE environment_id = \(environment) ORDER BY created_at, name")
  }

  /// Of any kind, oldest first.
  package func all(in organization: ID<Organization>) throws -> [Deployable] {
    try all("WHERE organization_id = \(organization) ORDER BY created_at, name")
  }

  private func all(_ condition: SQL) throws -> [Deployable] {
    try connection.rows(
      """
      SELECT id, kind, organization_id, environment_id, name, app_name, status, is_stopped, icon, server_id, created_at, preview_id
      FROM deployable \(condition)
      """
    ).map { row in
      var deployable = Deployable(
        id: try row["id"], kind: try row["kind"], organizationID: try row["organization_id"],
        environmentID: try row["environment_id"], name: try row["name"], appName: try row["app_name"],
        status: try row["status"], isStopped: try row["is_stopped"], icon: try row["icon"],
        serverID: try row["server_id"], createdAt: try row["created_at"])
      deployable.previewID = try row["preview_id"]
      return deployable
    }
  }

  /// - Throws: ``SlipwayError`` `notFound`.
  package func one(_ id: ID<Deployable>) throws -> Deployable {
    guard let found = try find(id) else { throw SlipwayError.notFound("Service") }
    return found
  }

  /// Whether anything of any organisation has this name.
  package func appNameExists(_ appName: String) throws -> Bool {
    try connection.row("SELECT 1 AS found FROM deployable WHERE app_name = \(appName)") != nil
  }

  @discardableResult
  package func setStatus(_ id: ID<Deployable>, _ status: Deployable.Status) throws -> Bool {
    try connection.run("UPDATE deployable SET status = \(status) WHERE id = \(id)") > 0
  }

  /// What its owner wants: that it runs, or that it does not.
  @discardableResult
  package func setStopped(_ id: ID<Deployable>, _ isStopped: Bool) throws -> Bool {
    try connection.run("UPDATE deployable SET is_stopped = \(isStopped) WHERE id = \(id)") > 0
  }

  /// Notes a change of what belongs to it, such as a mount: its next deployment applies it.
  package func noteChange(_ id: ID<Deployable>, _ now: Date) throws {
    try connection.run("UPDATE deployable SET changed_at = \(now) WHERE id = \(id)")
  }

  /// What runs of a preview, the databases first.
  func all(of preview: ID<PreviewDeployment>) throws -> [Deployable] {
    try all("WHERE preview_id = \(preview) ORDER BY CASE kind WHEN 'database' THEN 0 ELSE 1 END, created_at, id")
  }

  /// Makes it a part of a preview: lists leave it out from then on.
  package func setPreview(_ id: ID<Deployable>, _ preview: ID<PreviewDeployment>) throws {
    try connection.run("UPDATE deployable SET preview_id = \(preview) WHERE id = \(id)")
  }

  /// Moves what runs of the previews of an application or a stack after it.
  package func movePreviews(of parent: ID<Deployable>, to environment: ID<Environment>) throws {
    try connection.run(
      """
      UPDATE deployable SET environment_id = \(environment)
      WHERE preview_id IN (SELECT id FROM preview WHERE parent_id = \(parent))
      """)
  }

  /// That a row is no part of a preview: those are listed where the preview is.
  static let isListed: SQL = "preview_id IS NULL"

  /// Everything of an organisation as lists show it, oldest first.
  package func overview(in organization: ID<Organization>) throws -> [ServiceSummary] {
    try connection.rows(
      """
      SELECT id, kind, detail, environment_id, name, app_name, description, icon, status, server_id, created_at
      FROM deployable WHERE organization_id = \(organization) AND \(Self.isListed) ORDER BY created_at, name
      """
    ).map(ServiceSummary.init)
  }

  /// What runs on a server, of any kind, oldest first.
  /// - Parameter server: `nil` is the machine that Slipway runs on.
  package func all(on server: ID<Server>?) throws -> [Deployable] {
    try all("WHERE \(Self.isOn(server)) ORDER BY created_at, name")
  }

  /// What an account at a git provider brings the code of, oldest first.
  package func all(of provider: ID<GitProvider>) throws -> [Deployable] {
    try all("WHERE provider_id = \(provider) ORDER BY created_at, name")
  }

  /// The servers that something runs on.
  package func servers() throws -> Set<ID<Server>> {
    let rows = try connection.rows("SELECT DISTINCT server_id FROM deployable WHERE server_id IS NOT NULL")
    return Set(try rows.map { try $0["server_id"] })
  }

  /// What has this name of containers and routes; it is one of the whole installation.
  package func named(_ appName: String) throws -> ID<Deployable>? {
    try connection.row("SELECT id FROM deployable WHERE app_name = \(appName)")?["id"]
  }

  /// The names of everything that there is.
  package func names() throws -> [(id: ID<Deployable>, appName: String)] {
    try connection.rows("SELECT id, app_name FROM deployable ORDER BY id").map { (try $0["id"], try $0["app_name"]) }
  }

  /// The names of everything that there is on one machine.
  package func names(on server: ID<Server>?) throws -> [(id: ID<Deployable>, appName: String)] {
    try connection.rows("SELECT id, app_name FROM deployable WHERE \(Self.isOn(server)) ORDER BY id").map {
      (try $0["id"], try $0["app_name"])
    }
  }

  /// That what a row of another table belongs to runs on a machine.
  static func belongs(to server: ID<Server>?) -> SQL {
    "deployable_id IN (SELECT id FROM deployable WHERE \(isOn(server)))"
  }

  static func isOn(_ server: ID<Server>?) -> SQL { server.map { "server_id = \($0)" } ?? "server_id IS NULL" }

  /// Those that their owners stopped.
  package func stopped() throws -> [ID<Deployable>] {
    try connection.rows("SELECT id FROM deployable WHERE is_stopped = TRUE").map { try $0["id"] }
  }

  /// Those on one machine that have a domain.
  package func routed(on server: ID<Server>?) throws -> [(id: ID<Deployable>, appName: String)] {
    try connection.rows(
      """
      SELECT id, app_name FROM deployable
      WHERE \(Self.isOn(server)) AND id IN (SELECT deployable_id FROM domain) ORDER BY id
      """
    ).map { (try $0["id"], try $0["app_name"]) }
  }

  /// Removes the row and everything that belongs to it.
  /// - Returns: whether it existed.
  @discardableResult
  package func delete(_ id: ID<Deployable>) throws -> Bool {
    try connection.run("DELETE FROM deployable WHERE id = \(id)") > 0
  }
}
