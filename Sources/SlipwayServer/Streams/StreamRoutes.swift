import SlipwayAnswers
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
  private let terminals: SocketCounter
  private let limits: TerminalLimits

  init(engine: Engine, accounts: Accounts, origin: OriginGuard, limits: TerminalLimits = TerminalLimits()) {
    self.engine = engine
    self.accounts = accounts
    self.origin = origin
    self.limits = limits
    terminals = SocketCounter(maximum: limits.perUser, of: "terminals")
  }

  func add(to router: Router<SlipwayRequestContext>) {
    route("/listen-deployment", router) { DeploymentLogStream(engine: engine, caller: $0, query: $1) }
    route("/docker-container-logs", router) { ContainerLogStream(engine: engine, caller: $0, query: $1) }
    route("/listen-docker-stats-monitoring", router) { UsageStream(engine: engine, caller: $0, query: $1) }
    route("/listen-logs", router) { ServiceLogsStream(engine: engine, caller: $0, query: $1) }
    route("/live", router) { LiveStream(engine: engine, caller: $0, query: $1) }
    route("/docker-container-terminal", router, terminals) { [limits] caller, query, trail in
      ContainerTerminalStream(engine: engine, caller: caller, query: query, trail: trail, limits: limits)
    }
    route("/terminal", router, terminals) { [limits] caller, query, trail in
      ServerTerminalStream(engine: engine, caller: caller, query: query, trail: trail, limits: limits)
    }
  }

  private func route(
    _ path: RouterPath, _ router: Router<SlipwayRequestContext>,
    _ make: @escaping @Sendable (Caller, TextFields) -> any WatchStream
  ) {
    router.get(path) { request, context in
      let caller = try admit(request, context)
      let stream = make(caller, try TextFields(parsing: request.uri.query ?? ""))
      return WebSocketHandshake.respond(to: request) { try await run(stream, "\(path)", caller, counter, $0) }
    }
  }

  /// Streams that are typed into: fewer of them, and each is in the audit record.
  private func route(
    _ path: RouterPath, _ router: Router<SlipwayRequestContext>, _ counter: SocketCounter,
    _ make: @escaping @Sendable (Caller, TextFields, TerminalTrail) -> any WatchStream
  ) {
    router.get(path) { request, context in
      let caller = try admit(request, context)
      let trail = TerminalTrail(engine: engine, caller: caller, address: context.info.address)
      let stream = make(caller, try TextFields(parsing: request.uri.query ?? ""), trail)
      return WebSocketHandshake.respond(to: request, reads: true) {
        try await run(stream, "\(path)", caller, counter, $0)
      }
    }
  }

  private func admit(_ request: Request, _ context: SlipwayRequestContext) throws -> Caller {
    guard let caller = context.caller else { throw SlipwayError.signInNeeded }
    if caller.session != nil { try origin.checkStrictly(request) } else { try origin.check(request) }
    return caller
  }

  private func run(
    _ stream: any WatchStream, _ name: String, _ caller: Caller, _ counter: SocketCounter,
    _ connection: WebSocketConnection
  ) async throws -> WebSocketClose {
    let watchers = engine.metrics.watchers
    return try await counter.counting(caller.user.id) {
      watchers.add(1, name)
      defer { watchers.add(-1, name) }
      return try await AccessWatch(engine: engine, caller: caller).whileAllowed { try await stream.run(connection) }
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
