/// How a server is measured, and what was heard of its agent.
package struct ServerAgent: Sendable, Hashable {
  package var serverID: ID<Server>
  /// What whoever asks the agent shows.
  package var token: Secret
  package var config: MetricsConfig
  /// The last alert that was told of; see the agent's own numbers.
  package var heardAlert: Int
  /// Whether an agent was put there; before, nothing is asked.
  package var isPlaced: Bool
  /// Why nothing is measured there, in a sentence.
  package var problem: String?

  package init(serverID: ID<Server>, token: Secret, config: MetricsConfig = MetricsConfig()) {
    self.serverID = serverID
    self.token = token
    self.config = config
    heardAlert = 0
    isPlaced = false
  }
}
