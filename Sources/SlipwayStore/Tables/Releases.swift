package import SlipwayCore

/// The versions that were put into service.
package struct Releases: EntityTable {
  package static let table = "release"
  package static let noun = "Release"
  package static let fixedColumns: Set<String> = [
    "organization_id", "deployable_id", "deployment_id", "created_at", "state",
  ]
  package let context: TableContext

  package func columns(of release: Release) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", release.id), ("organization_id", release.organizationID),
      ("deployable_id", release.deployableID), ("deployment_id", release.deploymentID),
      ("state", release.state), ("service_name", release.serviceName),
      ("image_reference", release.imageReference), ("image_identity", release.imageIdentity),
      ("addresses", try JSONColumn.encode(release.addresses)),
      ("spec", try context.seal(release.spec, "release:\(release.id)")), ("created_at", release.createdAt),
    ]
  }

  package func entity(_ row: Row) throws -> Release {
    let id: ID<Release> = try row["id"]
    var release = Release(
      id: id, organizationID: try row["organization_id"], deployableID: try row["deployable_id"],
      deploymentID: try row["deployment_id"], state: try row["state"], serviceName: try row["service_name"],
      imageReference: try row["image_reference"], imageIdentity: try row["image_identity"],
      spec: try context.open(row["spec"], "release:\(id)"), createdAt: try row["created_at"])
    release.addresses = try JSONColumn.decode(row["addresses"])
    return release
  }

  package func insert(_ release: Release) throws {
    let deployable = release.deployableID
    let last = try connection.row(
      "SELECT COALESCE(MAX(position), 0) + 1 AS next FROM release WHERE deployable_id = \(deployable)")
    let position: Int = try last?["next"] ?? 1
    try insert(columns: try columns(of: release) + [("position", position)])
  }

  /// What all kept releases of an organisation's services run with.
  package func specs(in organization: ID<Organization>) throws -> [Secret] {
    try all("WHERE organization_id = \(organization) ORDER BY position DESC").map(\.spec)
  }

  /// What all releases in these states run with, whoever has them.
  package func specs(in states: [Release.State]) throws -> [Secret] {
    try all("WHERE state IN \(list: states) ORDER BY id").map(\.spec)
  }

  /// Newest first.
  package func all(of deployable: ID<Deployable>, limit: Int = 50) throws -> [Release] {
    try all("WHERE deployable_id = \(deployable) ORDER BY position DESC LIMIT \(limit)")
  }

  /// Newest first.
  package func all(of deployable: ID<Deployable>, in states: [Release.State]) throws -> [Release] {
    try all("WHERE deployable_id = \(deployable) AND state IN \(list: states) ORDER BY position DESC")
  }

  /// Their services' names, without opening a spec; newest first.
  package func names(
    of deployable: ID<Deployable>, in states: [Release.State]
  ) throws -> [(id: ID<Release>, serviceName: String)] {
    try connection.rows(
      """
      SELECT id, service_name FROM release WHERE deployable_id = \(deployable) AND state IN \(list: states)
      ORDER BY position DESC
      """
    ).map { (try $0["id"], try $0["service_name"]) }
  }

  /// Their images' names, without opening a spec.
  package func images(of deployable: ID<Deployable>, in states: [Release.State]) throws -> [String] {
    try connection.rows(
      """
      SELECT image_reference FROM release WHERE deployable_id = \(deployable) AND state IN \(list: states)
      """
    ).map { try $0["image_reference"] }
  }

  /// The images' names of all releases in these states, without opening a spec.
  package func images(in states: [Release.State]) throws -> Set<String> {
    let rows = try connection.rows("SELECT DISTINCT image_reference FROM release WHERE state IN \(list: states)")
    return Set(try rows.map { try $0["image_reference"] })
  }

  /// The services of all current releases, without opening a spec.
  package func serving() throws -> [ServingRelease] {
    try connection.rows(
      """
      SELECT deployable_id, service_name, addresses, kind, server_id FROM release JOIN deployable ON deployable.id = deployable_id
      WHERE state = 'current' ORDER BY release.id
      """
    ).map { row in
      ServingRelease(
        deployableID: try row["deployable_id"], kind: try row["kind"], serviceName: try row["service_name"],
        addresses: try JSONColumn.decode(row["addresses"]), serverID: try row["server_id"])
    }
  }

  /// The one that the routes point at.
  package func current(of deployable: ID<Deployable>) throws -> Release? {
    try first("WHERE deployable_id = \(deployable) AND state = 'current'")
  }

  /// Whether one serves, or would if its owner had not stopped it; no spec is opened.
  package func hasCurrent(_ deployable: ID<Deployable>) throws -> Bool {
    try !names(of: deployable, in: [.current]).isEmpty
  }

  /// The newest one of a deployment.
  package func byDeployment(_ deployment: ID<Deployment>) throws -> Release? {
    try first("WHERE deployment_id = \(deployment) ORDER BY position DESC LIMIT 1")
  }

  @discardableResult
  package func setState(_ id: ID<Release>, _ state: Release.State) throws -> Bool {
    try connection.run("UPDATE release SET state = \(state) WHERE id = \(id)") > 0
  }

  /// Moves all but the newest `count` previous ones into their last state.
  package func retire(of deployable: ID<Deployable>, keeping count: Int) throws {
    try connection.run(
      """
      UPDATE release SET state = 'retired' WHERE deployable_id = \(deployable) AND state = 'previous' AND id NOT IN (
        SELECT id FROM release WHERE deployable_id = \(deployable) AND state = 'previous'
        ORDER BY position DESC LIMIT \(count))
      """)
  }

  /// Makes it the one that serves; the present one becomes a previous one.
  /// - Throws: ``SlipwayError`` `notFound` when the deployable has no such release.
  package func makeCurrent(_ id: ID<Release>, of deployable: ID<Deployable>) throws {
    try connection.run(
      """
      UPDATE release SET state = 'previous'
      WHERE deployable_id = \(deployable) AND state = 'current' AND id <> \(id)
      """)
    let count = try connection.run(
      "UPDATE release SET state = 'current' WHERE id = \(id) AND deployable_id = \(deployable)")
    guard count > 0 else { throw SlipwayError.notFound(Self.noun) }
  }
}
