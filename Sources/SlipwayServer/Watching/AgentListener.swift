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
  private let door: AgentDoor
  private let onRunning: @Sendable (String) -> Void

  /// - Parameter onRunning: hears where it listens.
  package init(
    _ agent: Agent, token: Secret, at door: AgentDoor, onRunning: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.agent = agent
    // What is compared has one length, whatever was sent.
    wanted = TokenDigest.of(token.reveal())
    self.door = door
    self.onRunning = onRunning
  }

  package func run() async throws {
    var logger = Logger(label: "slipway.agent")
    logger.logLevel = .warning
    door.prepare()
    do {
      try await Application(
        router: router(), server: door.server(),
        configuration: ApplicationConfiguration(
          address: door.address, serverName: nil,
          availableConnectionsDelegate: MaximumAvailableConnections(Self.connections)),
        onServerRunning: { channel in
          door.open()
          onRunning(door.name(port: channel.localAddress?.port))
        }, logger: logger
      ).run()
    } catch let error as IOError {
      throw SlipwayError(
        .preconditionFailed,
        "The agent cannot listen on \(door.name(port: nil)): \(error). Choose another place with --listen or --socket.",
        cause: error)
    }
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
    addPanelRoutes(to: router)
    return router
  }

  /// What Slipway asks of the agents that it put on servers.
  private func addPanelRoutes(to router: Router<BasicRequestContext>) {
    router.get("/alerts") { request, _ in
      try guarded(request) {
        let after = request.uri.queryParameters["after"].flatMap { Int($0) } ?? 0
        return try JSONAnswer.make(AgentReport(program: AgentProgram.name, alerts: agent.alerts(after: after)))
      }
    }
    router.get("/present") { request, _ in
      try guarded(request) {
        let name = request.uri.queryParameters["name"].flatMap { SeriesName(rawValue: String($0)) }
        let found = name.map { [$0: agent.archive.latest(of: $0, now: Date())].compactMapValues { $0 } }
        let samples = found ?? agent.archive.present(now: Date())
        return try JSONAnswer.make(
          Dictionary(samples.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first }))
      }
    }
    router.post("/clear") { request, _ in
      try guarded(request) {
        agent.archive.clear()
        return try JSONAnswer.make(["status": "ok"])
      }
    }
  }

  private var answers: PublishedSamples { PublishedSamples(archive: agent.archive, now: Date()) }

  private func guarded(_ request: Request, _ body: () throws -> Response) throws -> Response {
    guard BearerToken.isGiven(by: request, wanted) else {
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
