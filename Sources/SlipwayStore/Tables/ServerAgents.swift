package import SlipwayCore

/// How servers are measured: a row for each that anybody wanted measured.
package struct ServerAgents: EntityTable {
  package typealias Key = Server
  package static let table = "server_agent"
  package static let noun = "Agent"
  package let context: TableContext

  package func columns(of agent: ServerAgent) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", agent.serverID), ("token", try context.seal(agent.token, "server_agent:\(agent.serverID)")),
      ("config", try JSONColumn.encode(agent.config)), ("heard_alert", agent.heardAlert),
      ("is_placed", agent.isPlaced), ("problem", agent.problem),
    ]
  }

  package func entity(_ row: Row) throws -> ServerAgent {
    let id: ID<Server> = try row["id"]
    var agent = ServerAgent(
      serverID: id, token: try context.open(row["token"], "server_agent:\(id)"),
      config: try JSONColumn.decode(row["config"], fallback: MetricsConfig()))
    agent.heardAlert = try row["heard_alert"]
    agent.isPlaced = try row["is_placed"]
    agent.problem = try row["problem"]
    return agent
  }

  /// The row of a server, which is made where there is none.
  package func obtain(_ server: ID<Server>) throws -> ServerAgent {
    if let found = try find(server) { return found }
    let made = ServerAgent(serverID: server, token: Secret(RandomText.identifier()))
    try insert(made)
    return made
  }

  /// Those that an agent was put on and that may be reached.
  package func placed() throws -> [ServerAgent] {
    try all(
      """
      WHERE is_placed AND id IN (
        SELECT id FROM server WHERE is_enabled AND host_key IS NOT NULL AND ssh_key_id IS NOT NULL) ORDER BY id
      """)
  }

  /// Notes what came of putting it there.
  /// - Parameter problem: why it is not there.
  package func note(_ server: ID<Server>, isPlaced: Bool, problem: String?) throws {
    try connection.run(
      "UPDATE server_agent SET is_placed = \(isPlaced), problem = \(problem) WHERE id = \(server)")
  }

  /// Notes the last alert that was told of.
  package func heard(_ server: ID<Server>, _ alert: Int) throws {
    try connection.run("UPDATE server_agent SET heard_alert = \(alert) WHERE id = \(server)")
  }
}
