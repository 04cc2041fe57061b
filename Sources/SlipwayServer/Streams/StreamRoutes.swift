import HTTPTypes
import Hummingbird
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// The WebSockets of the product, each behind the same door: signed in, from our own pages, not too many.
struct StreamRoutes: Sendable {
  let engine: Engine
  let accounts: Accounts
  let origin: OriginGuard
  private let counter = SocketCounter()

  init(engine: Engine, accounts: Accounts, origin: OriginGuard) {
    self.engine = engine
    self.accounts = accounts
    self.origin = origin
  }

  func add(to router: Router<SlipwayRequestContext>) {
    route("/listen-deployment", router) { DeploymentLogStream(engine: engine, caller: $0, query: $1) }
    route("/docker-container-logs", router) { ContainerLogStream(engine: engine, caller: $0, query: $1) }
    route("/live", router) { LiveStream(engine: engine, caller: $0, query: $1) }
  }

  private func route(
    _ path: RouterPath, _ router: Router<SlipwayRequestContext>,
    _ make: @escaping @Sendable (Caller, TextFields) -> any WatchStream
  ) {
    router.get(path) { request, context in
      guard let caller = context.caller else { throw SlipwayError.signInNeeded }
      if caller.session != nil { try origin.checkStrictly(request) } else { try origin.check(request) }
      let stream = make(caller, try TextFields(parsing: request.uri.query ?? ""))
      let watch = AccessWatch(engine: engine, caller: caller)
      let (watchers, name) = (engine.metrics.watchers, "\(path)")
      return WebSocketHandshake.respond(to: request) { connection in
        try await counter.counting(caller.user.id) {
          watchers.add(1, name)
          defer { watchers.add(-1, name) }
          return try await watch.whileAllowed { try await stream.run(connection) }
        }
      }
    }
  }
}

/// Something that a WebSocket shows as it happens.
protocol WatchStream: Sendable {
  /// Runs until it is over.
  /// - Returns: why it closes.
  /// - Throws: ``WebSocketClose`` for a wrong parameter or a thing that the caller may not see.
  func run(_ connection: WebSocketConnection) async throws -> WebSocketClose
}
