import CPostgres
import Dispatch
import Glibc
import SlipwayCore
import Synchronization

/// A connection that hears what others say on a channel; no thread waits for it.
final class PostgresListener: Sendable {
  /// What was said, from the beginning on; it ends when the connection is lost.
  let payloads: AsyncStream<String>
  /// Dispatch's objects may be used from every thread; its declarations do not say so.
  nonisolated(unsafe) private let source: any DispatchSourceRead
  /// Reads what has come.
  private let read: @Sendable () -> Void

  /// Connects, so it may wait: call it on a thread that may.
  /// - Parameter channel: its name, of a–z, 0–9 and `_`.
  init(_ address: Secret, channel: String) throws {
    let place = Place(try PostgresConnection(address))
    let socket = try place.connection.withLock { connection in
      try connection.run("LISTEN \(name: channel)")
      // One of our own: libpq closes its descriptor when it loses the connection, and a watched number may then be another's.
      return dup(connection.socket)
    }
    guard socket >= 0 else { throw SQLError(.other, "no descriptor to watch") }
    let (payloads, continuation) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(4096))
    self.payloads = payloads
    source = DispatchSource.makeReadSource(fileDescriptor: socket, queue: DispatchQueue(label: "slipway.listen"))
    let read: @Sendable () -> Void = {
      guard let heard = place.connection.withLock({ $0.notifications() }) else { return continuation.finish() }
      for payload in heard { continuation.yield(payload) }
    }
    self.read = read
    source.setEventHandler(handler: read)
    source.setCancelHandler {
      Glibc.close(socket)
      continuation.finish()
      withExtendedLifetime(place) {}
    }
    source.activate()
  }

  /// Looks whether the connection still is one; it does not wait. Dispatch now and then keeps to itself that a server that
  /// was killed has hung up.
  func check() { read() }

  func close() { source.cancel() }

  /// Keeps the connection for the source's handlers.
  private final class Place: Sendable {
    let connection: Mutex<PostgresConnection>

    init(_ connection: sending PostgresConnection) { self.connection = Mutex(connection) }
  }
}

extension PostgresConnection {
  /// What was said since the last call; `nil` when the connection is lost.
  func notifications() -> [String]? {
    guard consumeInput() else { return nil }
    var payloads: [String] = []
    while let payload = nextNotification() { payloads.append(payload) }
    return payloads
  }
}
