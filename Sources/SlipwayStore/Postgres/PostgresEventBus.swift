import Dispatch
import Logging
package import SlipwayCore
import Synchronization

/// The bus of processes that share a PostgreSQL database: what one of them publishes, NOTIFY carries to the others.
///
/// While the server is away events get lost, as they may: after it is back, everybody is told to look again.
package final class PostgresEventBus: EventBus {
  /// A payload of NOTIFY is shorter than 8000 bytes.
  private static let longestPayload = 7000
  /// How many wait for a server that is away or slow.
  private static let longestQueue = 4096

  private let local = MemoryEventBus()
  private let address: Secret
  private let sender: PostgresPool
  private let identity = RandomText.suffix(12)
  private let queue = Mutex<[Event]>([])
  private let bell: AsyncStream<Void>.Continuation
  private let tasks = Mutex<[Task<Void, Never>]>([])
  private let hearing = Mutex(BusState(carrier: .postgres, isConnected: false, lost: 0))
  private let logger = Logger(label: "slipway.bus")

  /// Begins to listen and to send, until it is closed.
  package init(_ address: Secret) {
    self.address = address
    sender = PostgresPool(address, size: 1)
    let (bells, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    self.bell = bell
    let work = [
      Task { [weak self] in for await _ in bells { await self?.send() } },
      Task { [weak self] in
        while !Task.isCancelled {
          await self?.listen()
          guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
        }
      },
    ]
    tasks.withLock { $0 = work }
  }

  package func publish(_ event: Event) {
    local.publish(event)
    queue.withLock { queue in
      // Of those that wait the same one once is enough: it says "look again".
      guard queue.last != event, queue.count < Self.longestQueue else { return }
      queue.append(event)
    }
    bell.yield()
  }

  package func events() -> AsyncStream<Event> { local.events() }

  package var state: BusState { hearing.withLock { $0 } }

  package func close() async {
    for task in tasks.withLock({ $0 }) { task.cancel() }
    bell.finish()
    await send()
    sender.close()
  }

  private func send() async {
    let events = queue.withLock { queue in
      defer { queue = [] }
      return queue
    }
    var payloads: [String] = []
    var payload = identity
    for event in events {
      let text = event.text
      if payload.utf8.count + text.utf8.count >= Self.longestPayload {
        payloads.append(payload)
        payload = identity
      }
      payload += "\n" + text
    }
    if payload != identity { payloads.append(payload) }
    for payload in payloads {
      do {
        try await sender.use { connection in
          // Events may get lost: they do not make the disk write, which those need who write rows.
          _ = try connection.rows(
            """
            SELECT set_config('synchronous_commit', 'off', FALSE) AS setting,
              CAST(pg_notify(\(Self.channelName), \(payload)) AS TEXT) AS sent
            """)
        }
      } catch {
        hearing.withLock { $0.lost += payload.split(separator: "\n").count - 1 }
        logger.debug("events were lost", metadata: [LogKeys.error: "\(error)"])
      }
    }
  }

  /// Hears the others until the connection is lost.
  private func listen() async {
    do {
      let channel = try await sender.use { connection in try Self.channel(connection) }
      let heard = try await connect(channel: channel)
      // What was said while nobody listened is lost.
      hearing.withLock { $0.isConnected = true }
      for event in Event.lookAgain { local.publish(event) }
      let watch = Task { while (try? await Task.sleep(for: .seconds(5))) != nil { heard.check() } }
      // It ends with the task, too.
      for await payload in heard.payloads { receive(payload) }
      watch.cancel()
      hearing.withLock { $0.isConnected = false }
      heard.close()
    } catch {
      logger.debug("the bus does not hear the others now", metadata: [LogKeys.error: "\(error)"])
    }
  }

  private func connect(channel: String) async throws -> PostgresListener {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { [address] in
        continuation.resume(with: Swift.Result { try PostgresListener(address, channel: channel) })
      }
    }
  }

  private func receive(_ payload: String) {
    let lines = payload.split(separator: "\n")
    guard let from = lines.first, from != identity else { return }
    for line in lines.dropFirst() { Event(text: String(line)).map(local.publish) }
  }

  /// One for each schema: installations may share a database.
  private static let channelName: SQL = "'slipway_' || md5(CAST(current_schema() AS TEXT))"

  private static func channel(_ connection: PostgresConnection) throws -> String {
    try connection.row("SELECT \(channelName) AS channel")?["channel"] ?? ""
  }
}
