import NIOCore
import NIOPosix
import NIOSSL
import SlipwayCore

/// One connection to a Redis server; commands are answered in the order in which they were sent.
final class RedisConnection: Sendable {
  /// How long an answer may take that waits for nothing.
  private static let patience = TimeAmount.seconds(5)
  private let channel: any Channel

  private init(_ channel: any Channel) { self.channel = channel }

  /// Connects, signs in and chooses the database.
  /// - Throws: ``RedisError``.
  static func connect(_ address: RedisAddress) async throws -> RedisConnection {
    let connection = RedisConnection(try await channel(to: address))
    do {
      var greeting: [[String]] = []
      if let password = address.password {
        greeting.append(["AUTH"] + [address.user, password.reveal()].compactMap(\.self))
      }
      greeting.append(address.database == 0 ? ["PING"] : ["SELECT", String(address.database)])
      _ = try await connection.send(greeting)
      return connection
    } catch {
      await connection.close()
      throw error
    }
  }

  /// Sends commands together.
  /// - Parameter wait: how long the server was asked to wait for something.
  /// - Throws: ``RedisError`` for the first refusal, and when the connection is lost; it cannot be used after that.
  @discardableResult
  func send(_ commands: [[String]], wait: Duration = .zero) async throws -> [RESPValue] {
    let channel = channel
    let futures = commands.map { words in
      let answer = channel.eventLoop.makePromise(of: RESPValue.self)
      channel.write(RedisRequest(words: words, answer: answer)).whenFailure { answer.fail($0) }
      return answer.futureResult
    }
    channel.flush()
    let limit = Self.patience + .nanoseconds(Int64(wait.inSeconds * 1_000_000_000))
    let timer = channel.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
    defer { timer.cancel() }
    do {
      let values = try await withTaskCancellationHandler {
        try await EventLoopFuture.whenAllSucceed(futures, on: channel.eventLoop).get()
      } onCancel: {
        channel.close(promise: nil)
      }
      for case .error(let words) in values { throw RedisError(reply: words) }
      return values
    } catch {
      if Task.isCancelled { throw CancellationError() }
      throw Self.explained(error)
    }
  }

  /// Sends one command.
  @discardableResult
  func send(_ words: String..., wait: Duration = .zero) async throws -> RESPValue {
    try await send([words], wait: wait).first ?? .null
  }

  func close() async { try? await channel.close().get() }

  private static func channel(to address: RedisAddress) async throws -> any Channel {
    do {
      let context = try address.isEncrypted ? trust(address) : nil
      return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connectTimeout(.seconds(5))
        .channelOption(.socketOption(.so_keepalive), value: 1)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            if let context {
              let isName = (try? SocketAddress(ipAddress: address.host, port: 0)) == nil
              try channel.pipeline.syncOperations.addHandler(
                NIOSSLClientHandler(context: context, serverHostname: isName ? address.host : nil))
            }
            try channel.pipeline.syncOperations.addHandlers(
              ByteToMessageHandler(RESPDecoder()), RedisReplies())
          }
        }
        .connect(host: address.host, port: address.port).get()
    } catch {
      throw explained(error)
    }
  }

  private static func trust(_ address: RedisAddress) throws -> NIOSSLContext {
    var configuration = TLSConfiguration.makeClientConfiguration()
    if let file = address.caFile { configuration.trustRoots = .file(file) }
    do {
      return try NIOSSLContext(configuration: configuration)
    } catch {
      throw RedisError(.refused, "the certificates of ca-file cannot be read: \(error)")
    }
  }

  private static func explained(_ error: any Error) -> any Error {
    switch error {
    case let error as RedisError: error
    case let error as NIOSSLError: RedisError(.refused, "TLS failed: \(error)")
    case let error as NIOSSLExtraError: RedisError(.refused, "TLS failed: \(error)")
    case let error as BoringSSLError: RedisError(.refused, "TLS failed: \(error)")
    case let error as NIOConnectionError: RedisError(.away, "nobody answers: \(error)")
    default: RedisError(.away, "the connection was lost: \(error)")
    }
  }
}
