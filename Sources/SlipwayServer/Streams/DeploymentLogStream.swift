import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayStore

/// `/listen-deployment`: the log of a deployment, or of a run of a backup or a schedule, from its first line, then as it
/// grows; it closes when that ends.
struct DeploymentLogStream: WatchStream {
  let engine: Engine
  let caller: Caller
  let query: TextFields

  /// Whether each line begins with the seconds since the start and a tab.
  private var hasTimes: Bool { query["times"] == "1" }

  func run(_ connection: WebSocketConnection) async throws -> WebSocketClose {
    let id = try DeploymentReference(query).id.rawValue
    guard let after = Int(query["after"] ?? "0"), after >= 0 else {
      throw WebSocketClose.badParameter("after must be the number of a line")
    }
    // Published clients follow everything that has a log like a deployment.
    if let close = try await follow(ID<Deployment>(id), after, connection) { return close }
    if let close = try await follow(ID<BackupRun>(id), after, connection) { return close }
    if let close = try await follow(ID<ScheduleRun>(id), after, connection) { return close }
    if let close = try await follow(ID<ServerRun>(id), after, connection) { return close }
    throw WebSocketClose.notAuthorized
  }

  /// - Returns: `nil` when the caller has no such thing.
  private func follow<Owner: WatchedLog>(
    _ id: ID<Owner>, _ after: Int, _ connection: WebSocketConnection
  ) async throws -> WebSocketClose? {
    guard try await caller.mayRead(Owner.subject(id), engine.store) else { return nil }
    let reader = LogReader(id: id, after: after, hasTimes: hasTimes, store: engine.store)
    return try await Wakes(engine.bus).untilAnswer(
      atLeastEvery: .seconds(3), when: { Owner.isNews($0, of: id) }, { try await reader.send(to: connection) })
  }
}

/// The deployment that a request names: by `deploymentId`, or by the `logPath` that published clients send.
struct DeploymentReference {
  let id: ID<Deployment>

  /// - Throws: ``WebSocketClose`` 4000.
  init(_ query: TextFields) throws {
    if let id = query["deploymentId"] {
      guard Self.isIdentifier(id[...]) else { throw WebSocketClose.badParameter("deploymentId cannot be read") }
      self.id = ID(id)
      return
    }
    guard let path = query["logPath"] else { throw WebSocketClose.badParameter("deploymentId is missing") }
    // Nothing is opened by this path: only the identifier at the end of its last part counts.
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    guard let last = parts.last, path.utf8.count <= 500, !parts.contains("..") else {
      throw WebSocketClose.badParameter("logPath cannot be read")
    }
    let stem = last.hasSuffix(".log") ? last.dropLast(4) : last
    guard Self.isIdentifier(stem.suffix(21)), stem.count >= 21 else {
      throw WebSocketClose.badParameter("logPath names no deployment")
    }
    id = ID(String(stem.suffix(21)))
  }

  private static func isIdentifier(_ text: Substring) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
  }
}
