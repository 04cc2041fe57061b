import SlipwayCore

/// Takes wake-ups as one of the workers: each comes to one of them, and those of a worker that died to another.
struct RedisTaker: Sendable {
  /// Longer than one that lives needs from reading to acknowledging.
  private static let deadAfter = Duration.seconds(10)
  /// Names that nobody uses any more are forgotten after this.
  private static let forgottenAfter = 3_600_000
  private static let wait = Duration.seconds(5)
  let address: RedisAddress
  let keys: RedisKeys
  /// Of this process.
  let name: String

  /// Runs until the connection is lost or the task is cancelled.
  func run(_ ring: @Sendable () -> Void) async throws {
    let connection = try await RedisConnection.connect(address)
    do {
      try await begin(connection)
      ring()
      while !Task.isCancelled {
        let stale = try await takeOver(connection)
        if stale { ring() }
        // A while of turns, then a look at what the dead have left.
        for _ in 0..<20 where !Task.isCancelled { try await turn(connection, ring) }
      }
      throw CancellationError()
    } catch {
      await connection.close()
      if Task.isCancelled { await forgetUs() }
      throw error
    }
  }

  private func begin(_ connection: RedisConnection) async throws {
    do {
      try await connection.send([keys.makingGroup])
    } catch let error as RedisError where error.description.hasPrefix("BUSYGROUP") {
      // Another worker has made it.
    }
    for consumer in try await connection.send([keys.consumers]).first?.list ?? [] {
      let words = consumer.list ?? []
      func value(_ field: String) -> RESPValue? {
        words.firstIndex(of: .text(field)).flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
      }
      guard let other = value("name")?.text, let idle = value("idle")?.integer, idle > Self.forgottenAfter,
        value("pending")?.integer == 0
      else { continue }
      try await connection.send([keys.forgetting(other)])
    }
  }

  private func turn(_ connection: RedisConnection, _ ring: @Sendable () -> Void) async throws {
    let reply = try await connection.send([keys.taking(as: name, wait: Self.wait)], wait: Self.wait).first ?? .null
    let taken = RedisEntry.all(in: reply).map(\.id)
    guard !taken.isEmpty else { return }
    // Whoever is killed between these two leaves it to another worker.
    ring()
    try await connection.send([keys.acknowledging(taken)])
  }

  /// - Returns: whether a worker died with a wake-up in its hands.
  private func takeOver(_ connection: RedisConnection) async throws -> Bool {
    let reply = try await connection.send([keys.takingOver(as: name, idle: Self.deadAfter)]).first?.list ?? []
    let ids = reply.count > 1 ? (reply[1].list ?? []).compactMap(\.text) : []
    guard !ids.isEmpty else { return false }
    try await connection.send([keys.acknowledging(ids)])
    return true
  }

  /// A worker that ends takes its name with it. Not cut short by the cancellation that ends it.
  private func forgetUs() async {
    await Task {
      guard let connection = try? await RedisConnection.connect(address) else { return }
      _ = try? await connection.send([keys.forgetting(name)])
      await connection.close()
    }.value
  }
}
