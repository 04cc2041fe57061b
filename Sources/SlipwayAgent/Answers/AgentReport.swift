/// What an agent says of itself, and of what was too much since somebody asked last.
package struct AgentReport: Sendable, Codable {
  /// The name of the file that it runs from.
  package var program: String
  package var alerts: [KeptAlert]

  package init(program: String, alerts: [KeptAlert]) {
    self.program = program
    self.alerts = alerts
  }
}
