/// Keeps the agent running on another machine.
protocol AgentRunner: Sendable {
  /// Who starts it again when it ends, for people.
  var words: String { get }
  /// Starts it, unless it runs from that file and nothing has changed.
  /// - Returns: whether it was started.
  func start(_ program: String, isChanged: Bool) async throws -> Bool
  func stop() async throws
  /// What it said before it ended.
  func lastWords() async throws -> String
}
