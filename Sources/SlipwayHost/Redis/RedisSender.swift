import SlipwayCore

/// Sends commands on a connection that it makes anew when it was lost.
actor RedisSender {
  private let address: RedisAddress
  private var connection: RedisConnection?

  init(_ address: RedisAddress) { self.address = address }

  /// - Throws: ``RedisError``; what was to be sent is not sent again, for nobody knows how much of it came.
  func send(_ commands: [[String]]) async throws {
    do {
      try await current().send(commands)
    } catch {
      await close()
      throw error
    }
  }

  func close() async {
    await connection?.close()
    connection = nil
  }

  private func current() async throws -> RedisConnection {
    if let connection { return connection }
    let made = try await RedisConnection.connect(address)
    connection = made
    return made
  }
}
