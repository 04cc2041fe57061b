import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayStore

/// The log of a backup, restore or drill, or of setting a server up, on `/listen-deployment`: from its first line, then as it
/// grows.
struct RunLogStream {
  private static let batch = 50
  let engine: Engine
  let caller: Caller
  /// As ``DeploymentLogStream`` gives them.
  let hasTimes: Bool

  /// Whose log it may be.
  private enum Run: Sendable {
    case backup(ID<BackupRun>)
    case server(ID<ServerRun>)

    func concerns(_ event: Event, _ server: ID<Server>?) -> Bool {
      switch (self, event) {
      case (.backup(let id), .backupLogAppended(let changed)): changed == id
      case (.backup(let id), .backupRunChanged(let changed, _)): changed == id
      case (.server(let id), .serverLogAppended(let changed)): changed == id
      case (.server, .serverChanged(let changed, _)): changed == server
      default: false
      }
    }

    /// - Returns: whether it has ended, and when it began; `nil` when it is gone.
    func state(_ tx: Transaction) throws -> (isFinal: Bool, start: Date)? {
      switch self {
      case .backup(let id): try tx.backupRuns.find(id).map { ($0.status.isFinal, $0.startedAt ?? $0.createdAt) }
      case .server(let id): try tx.serverRuns.find(id).map { ($0.status.isFinal, $0.startedAt ?? $0.createdAt) }
      }
    }

    func chunks(after sequence: Int, _ tx: Transaction) throws -> [LogChunk] {
      switch self {
      case .backup(let id): try tx.backupLogs.chunks(of: id, after: sequence, limit: RunLogStream.batch)
      case .server(let id): try tx.serverLogs.chunks(of: id, after: sequence, limit: RunLogStream.batch)
      }
    }
  }

  /// - Parameter id: of a run of either kind.
  /// - Throws: ``WebSocketClose`` when the run is not of the caller's organisation.
  func run(_ id: String, after: Int, _ connection: WebSocketConnection) async throws -> WebSocketClose {
    let own = caller.organizationID
    let found = try await engine.store.read { tx -> (Run, ID<Server>?)? in
      if try tx.ownership.organization(of: .backupRun(ID(id))) == own { return (.backup(ID(id)), nil) }
      guard try tx.ownership.organization(of: .serverRun(ID(id))) == own else { return nil }
      return (.server(ID(id)), try tx.serverRuns.find(ID(id))?.serverID)
    }
    guard let (run, server) = found else { throw WebSocketClose.notAuthorized }
    var sequence = 0
    return try await Wakes(engine.bus).untilAnswer(
      atLeastEvery: .seconds(3), when: { run.concerns($0, server) },
      { try await send(run, after: after, from: &sequence, to: connection) })
  }

  /// Sends what is new.
  /// - Returns: the close when the run has ended and all was sent.
  private func send(
    _ run: Run, after: Int, from sequence: inout Int, to connection: WebSocketConnection
  ) async throws -> WebSocketClose? {
    // The status first: lines that came before it became final are found below.
    let state = try await engine.store.read { try run.state($0) }
    var frames = LogFrames()
    while true {
      let last = sequence
      let chunks = try await engine.store.read { try run.chunks(after: last, $0) }
      for chunk in chunks {
        for text in frames.add(chunk.text(after: after, since: hasTimes ? state?.start : nil)) {
          try await connection.send(text: text)
        }
      }
      guard let newest = chunks.last else { break }
      sequence = newest.sequence
    }
    if let text = frames.take() { try await connection.send(text: text) }
    return state?.isFinal ?? true ? .normal : nil
  }
}
