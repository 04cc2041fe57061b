import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayStore

/// `/listen-deployment`: a deployment's log from its first line, then as it grows; it closes when the deployment ends.
struct DeploymentLogStream: WatchStream {
  private static let batch = 50
  let engine: Engine
  let caller: Caller
  let query: TextFields

  /// Whether each line begins with the seconds since the start and a tab.
  private var hasTimes: Bool { query["times"] == "1" }

  func run(_ connection: WebSocketConnection) async throws -> WebSocketClose {
    let id = try DeploymentReference(query).id
    guard let after = Int(query["after"] ?? "0"), after >= 0 else {
      throw WebSocketClose.badParameter("after must be the number of a line")
    }
    let owner = try await engine.store.read { try $0.ownership.organization(of: .deployment(id)) }
    // Published clients follow a backup, or the setting up of a server, like a deployment.
    guard owner == caller.organizationID else {
      return try await RunLogStream(engine: engine, caller: caller, hasTimes: hasTimes)
        .run(id.rawValue, after: after, connection)
    }
    let reader = LogReader(id: id, after: after, hasTimes: hasTimes, store: engine.store)
    return try await Wakes(engine.bus).untilAnswer(
      atLeastEvery: .seconds(3),
      when: { event in
        switch event {
        case .logAppended(let changed), .deploymentChanged(let changed, _, _): changed == id
        default: false
        }
      },
      { try await reader.send(to: connection) })
  }

  /// How far one reader is.
  private final class LogReader {
    let id: ID<Deployment>
    let after: Int
    let hasTimes: Bool
    let store: Store
    private var sequence = 0

    init(id: ID<Deployment>, after: Int, hasTimes: Bool, store: Store) {
      self.id = id
      self.after = after
      self.hasTimes = hasTimes
      self.store = store
    }

    /// Sends what is new.
    /// - Returns: the close when the deployment has ended and all was sent.
    func send(to connection: WebSocketConnection) async throws -> WebSocketClose? {
      // The status first: lines that came before it became final are found below.
      let id = id
      let deployment = try await store.read { try $0.deployments.find(id) }
      let start = hasTimes ? deployment?.startedAt ?? deployment?.createdAt : nil
      var frames = LogFrames()
      while true {
        let sequence = sequence
        let chunks = try await store.read {
          try $0.deploymentLogs.chunks(of: id, after: sequence, limit: DeploymentLogStream.batch)
        }
        for chunk in chunks {
          for text in frames.add(chunk.text(after: after, since: start)) { try await connection.send(text: text) }
        }
        guard let last = chunks.last else { break }
        self.sequence = last.sequence
      }
      if let text = frames.take() { try await connection.send(text: text) }
      return deployment?.status.isFinal ?? true ? .normal : nil
    }
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
