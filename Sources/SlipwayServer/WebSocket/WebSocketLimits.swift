/// How much a WebSocket peer may send and how long it may be silent.
package struct WebSocketLimits: Sendable, Hashable {
  /// Of one frame, in bytes.
  package var frameSize = 1 << 20
  /// Of one message, in bytes, however many frames carry it.
  package var messageSize = 4 << 20
  /// A connection that says nothing for this long is closed; it must be longer than ``pingInterval``.
  package var idleTimeout = Duration.seconds(60)
  package var pingInterval = Duration.seconds(20)
  /// How long a peer may take to answer our close.
  package var closeTimeout = Duration.seconds(2)
  /// Open connections of one address; of a proxy's client the requests at work.
  package var connectionsPerAddress = 1024
  /// How long a sender who was refused in the middle of a body may still read the answer.
  package var farewell = Duration.milliseconds(500)

  package init() {}
}
