import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
package import SlipwayAgent
package import SlipwayCore
import SlipwayProcedures

/// The door of `slipway agent`: what it measured, for whoever shows the token.
package struct AgentListener: Service, CustomStringConvertible {
  /// Few ask an agent; a connection more waits until one ends.
  private static let connections = 64
  private let agent: Agent
  private let wanted: String
  private let host: String
  private let port: Int
  private let onRunning: @Sendable (Int) -> Void

  /// - Parameter onRunning: hears the port that it listens on.
  package init(
    _ agent: Agent, token: Secret, host: String, port: Int, onRunning: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.agent = agent
    // What is compared has one length, whatever was sent.
    wanted = TokenDigest.of(token.reveal())
    self.host = host
    self.port = port
    self.onRunning = onRunning
  }

  package func run() async throws {
    var logger = Logger(label: "slipway.agent")
    logger.logLevel = .warning
    if Self.isExposed(host) {
      logger.warning(
        "plain HTTP on \(host): the agent's token can be read on the way; put TLS or an SSH tunnel before it")
    }
    do {
      try await Application(
        router: router(),
        configuration: ApplicationConfiguration(
          address: .hostname(host, port: port), serverName: nil,
          availableConnectionsDelegate: MaximumAvailableConnections(Self.connections)),
        onServerRunning: { onRunning($0.localAddress?.port ?? port) }, logger: logger
      ).run()
    } catch let error as IOError {
      throw SlipwayError(
        .preconditionFailed,
        "The agent cannot listen on \(host):\(port): \(error). Choose another place with --listen.", cause: error)
    }
  }

  /// Whether other machines can reach what listens there.
  static func isExposed(_ host: String) -> Bool {
    host != "localhost" && host != "::1" && !host.hasPrefix("127.")
  }

  /// The published paths, and one with everything that is kept.
  func router() -> Router<BasicRequestContext> {
    let router = Router()
    router.get("/health") { _, _ in try JSONAnswer.make(["status": "ok"]) }
    router.get("/metrics") { request, _ in
      try guarded(request) { try JSONAnswer.make(answers.machine(points: Self.points(request))) }
    }
    router.get("/metrics/containers") { request, _ in
      try guarded(request) {
        let name = request.uri.queryParameters["appName"].map(String.init) ?? ""
        return try JSONAnswer.make(answers.containers(name, agent.containers, points: Self.points(request)))
      }
    }
    router.get("/series") { request, _ in
      try guarded(request) { try JSONAnswer.make(agent.archive.names().map(\.rawValue).sorted()) }
    }
    router.get("/series/:name") { request, context in
      try guarded(request) {
        guard let name = context.parameters.get("name").flatMap({ SeriesName(rawValue: $0) }) else {
          return try JSONAnswer.make(["error": "There is no such series."], status: .notFound)
        }
        let query = SeriesQuery(request.uri.queryParameters.map { (String($0.key), String($0.value)) }, now: Date())
        return try JSONAnswer.make(SeriesAnswer(agent.archive, name, query, now: Date()))
      }
    }
    return router
  }

  private var answers: PublishedSamples { PublishedSamples(archive: agent.archive, now: Date()) }

  private func guarded(_ request: Request, _ body: () throws -> Response) throws -> Response {
    let given = request.headers[.authorization] ?? ""
    let token = given.hasPrefix("Bearer ") ? given.dropFirst("Bearer ".count) : ""
    guard ConstantTime.isEqual(TokenDigest.of(String(token)), wanted) else {
      return try JSONAnswer.make(["error": "Unauthorized"], status: .unauthorized)
    }
    return try body()
  }

  /// `limit`: a number, or `all`; 50 without one.
  private static func points(_ request: Request) -> Int {
    PublishedSamples.points(request.uri.queryParameters["limit"].map(String.init))
  }

  package var description: String { "AgentListener" }
}
