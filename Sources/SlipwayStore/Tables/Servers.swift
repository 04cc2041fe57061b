package import SlipwayCore

/// The machines that organisations added.
package struct Servers: EntityTable {
  package static let table = "server"
  package static let noun = "Server"
  /// What was observed is written by ``observe(_:_:)`` only: whoever changes settings knows nothing of it.
  package static let fixedColumns: Set<String> = ["organization_id", "created_at", "observation"]
  package let context: TableContext

  package func columns(of server: Server) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", server.id), ("organization_id", server.organizationID), ("name", server.name),
      ("description", server.description), ("app_name", server.appName), ("address", server.address),
      ("port", server.port), ("username", server.username), ("ssh_key_id", server.sshKeyID),
      ("purpose", server.purpose), ("host_key", server.hostKey), ("docker_cleanup", server.enableDockerCleanup),
      ("builds_concurrency", server.buildsConcurrency), ("is_enabled", server.isEnabled),
      ("observation", try server.observation.map { try JSONColumn.encode($0) }), ("created_at", server.createdAt),
    ]
  }

  package func entity(_ row: Row) throws -> Server {
    var server = Server(
      id: try row["id"], organizationID: try row["organization_id"], name: try row["name"],
      appName: try row["app_name"], address: try row["address"], port: try row["port"], username: try row["username"],
      sshKeyID: try row["ssh_key_id"], purpose: try row["purpose"], createdAt: try row["created_at"])
    server.description = try row["description"]
    server.hostKey = try row["host_key"]
    server.enableDockerCleanup = try row["docker_cleanup"]
    server.buildsConcurrency = try row["builds_concurrency"]
    server.isEnabled = try row["is_enabled"]
    let observation: String? = try row["observation"]
    server.observation = try observation.map { try JSONColumn.decode($0, as: ServerObservation.self) }
    return server
  }

  /// Newest first.
  package func all(in organization: ID<Organization>) throws -> [Server] {
    try all("WHERE organization_id = \(organization) ORDER BY created_at DESC, name")
  }

  /// Those that may be reached, of all organisations.
  package func reachable() throws -> [Server] {
    try all("WHERE is_enabled AND host_key IS NOT NULL AND ssh_key_id IS NOT NULL ORDER BY id")
  }

  /// Those that may be reached and that services can run on: set up once, or with something on them.
  package func inUse() throws -> [Server] {
    try all(
      """
      WHERE is_enabled AND host_key IS NOT NULL AND ssh_key_id IS NOT NULL AND (
        id IN (SELECT server_id FROM server_run WHERE status = 'done')
        OR id IN (SELECT server_id FROM deployable WHERE server_id IS NOT NULL)) ORDER BY id
      """)
  }

  /// Those that a key lets in.
  package func all(with key: ID<SSHKey>) throws -> [Server] { try all("WHERE ssh_key_id = \(key) ORDER BY name") }

  package func count(in organization: ID<Organization>) throws -> Int {
    try count("WHERE organization_id = \(organization)")
  }

  /// Notes what was found.
  package func observe(_ id: ID<Server>, _ observation: ServerObservation?) throws {
    let text = try observation.map { try JSONColumn.encode($0) }
    try connection.run("UPDATE server SET observation = \(text) WHERE id = \(id)")
  }
}
