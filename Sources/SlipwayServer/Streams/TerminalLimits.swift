/// How many terminals there may be and how long one may rest.
struct TerminalLimits: Sendable {
  /// Of one user, in containers and on machines together.
  var perUser = 16
  /// Neither typed into nor written to.
  var idleTime = Duration.seconds(30 * 60)
  /// Of one terminal, whoever uses it.
  var lifetime = Duration.seconds(24 * 3600)

  /// The close that says that its time was over.
  static let timeOver: UInt16 = 4008
}
