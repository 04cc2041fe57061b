import Logging
package import SlipwayCore
import Synchronization

/// The bus of processes that share a Redis server: events are read by everybody, wake-ups of workers by one of them.
///
/// Streams are bounded, and Redis may be away or come back empty: the rows are the truth, and everybody is told to look
/// again when it is back.
package final class RedisEventBus: EventBus {
  /// How many wait for a server that is away or slow.
  private static let longestQueue = 4096

  private let local = MemoryEventBus()
  private let address: RedisAddress
  private let keys: RedisKeys
  private let takesJobs: Bool
  private let identity = RandomText.suffix(12)
  private let queue = Mutex<[Event]>([])
  private let bell: AsyncStream<Void>.Continuation
  private let work = Mutex<[Task<Void, Never>]>([])
  private let taking = Mutex<Task<Void, Never>?>(nil)
  private let standing = Mutex(BusState(carrier: .redis, isConnected: false, lost: 0))
  private let logger = Logger(label: "slipway.bus")

  /// Begins to listen and to send, until it is closed.
  /// - Parameters:
  ///   - name: of the installation: others may use the same server.
  ///   - takesJobs: whether this process is a worker.
  package init(_ address: RedisAddress, name: String, takesJobs: Bool) {
    self.address = address
    keys = RedisKeys(name)
    self.takesJobs = takesJobs
    let (bells, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    self.bell = bell
    let sender = RedisSender(address)
    let tasks = [
      Task { [weak self] in
        for await _ in bells { await self?.send(by: sender) }
        await sender.close()
      },
      Task { [weak self] in await Self.again { try await self?.listen() } },
    ]
    work.withLock { $0 = tasks }
    guard takesJobs else { return }
    let taker = RedisTaker(address: address, keys: keys, name: identity)
    let task = Task { [local, weak self] in
      await Self.again {
        guard self != nil else { return }
        try await taker.run { local.publish(.jobQueued) }
      }
    }
    taking.withLock { $0 = task }
  }

  package func publish(_ event: Event) {
    // A worker hears of its own wake-ups when its turn comes.
    if event != .jobQueued { local.publish(event) }
    queue.withLock { queue in
      // Of those that wait the same one once is enough: it says "look again".
      guard queue.last != event, queue.count < Self.longestQueue else { return }
      queue.append(event)
    }
    bell.yield()
  }

  package func events() -> AsyncStream<Event> { local.events() }

  package var state: BusState { standing.withLock { $0 } }

  package var wakesOne: Bool { takesJobs }

  package func takeNoMore() { taking.withLock { $0 }?.cancel() }

  package func close() async {
    takeNoMore()
    _ = await taking.withLock { $0 }?.value
    let tasks = work.withLock { $0 }
    tasks.last?.cancel()
    bell.yield()
    bell.finish()
    for task in tasks { await task.value }
  }

  private func send(by sender: RedisSender) async {
    let events = queue.withLock { queue in
      defer { queue = [] }
      return queue
    }
    guard !events.isEmpty else { return }
    do {
      try await sender.send(
        events.map { $0 == .jobQueued ? keys.addingWakeUp : keys.adding(event: $0.text, from: identity) })
    } catch {
      standing.withLock { $0.lost += events.count }
      if takesJobs, events.contains(.jobQueued) { local.publish(.jobQueued) }
      logger.debug("events were lost", metadata: [LogKeys.error: "\(error)"])
    }
  }

  /// Hears the others until the connection is lost.
  private func listen() async throws {
    let connection = try await RedisConnection.connect(address)
    defer { Task { await connection.close() } }
    let newest = try await connection.send([keys.newestEvent]).first?.list?.first.flatMap(RedisEntry.init)
    var last = newest?.id ?? "0-0"
    if !standing.withLock({ $0.isConnected }) { logger.info("the bus hears the others") }
    standing.withLock { $0.isConnected = true }
    defer { standing.withLock { $0.isConnected = false } }
    // What was said while nobody listened is lost.
    for event in Event.lookAgain { local.publish(event) }
    let wait = Duration.seconds(5)
    while !Task.isCancelled {
      let reply = try await connection.send([keys.reading(after: last, wait: wait)], wait: wait).first ?? .null
      for entry in RedisEntry.all(in: reply) {
        last = entry.id
        guard entry["from"] != identity else { continue }
        entry["event"].flatMap { Event(text: $0) }.map(local.publish)
      }
    }
  }

  /// Runs until it is cancelled; what fails begins anew after a moment.
  private static func again(_ body: () async throws -> Void) async {
    let logger = Logger(label: "slipway.bus")
    var isNews = true
    while !Task.isCancelled {
      let began = ContinuousClock.now
      do {
        try await body()
      } catch {
        if .now - began > .seconds(10) { isNews = true }
        if !Task.isCancelled, isNews {
          logger.warning("Redis is away; jobs go on by the rows", metadata: [LogKeys.error: "\(error)"])
        }
        isNews = false
      }
      guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
    }
  }
}
