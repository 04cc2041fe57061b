import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayStore

/// The log of a backup, restore or drill on `/listen-deployment`: from its first line, then as it grows.
struct RunLogStream {
  private static let batch = 50
  let engine: Engine
  let caller: Caller
  /// As ``DeploymentLogStream`` gives them.
  let hasTimes: Bool

  /// - Throws: ``WebSocketClose`` when the run is not of the caller's organisation.
  func run(_ id: ID<BackupRun>, after: Int, _ connection: WebSocketConnection) async throws -> WebSocketClose {
    let owner = try await engine.store.read { try $0.ownership.organization(of: .backupRun(id)) }
    guard owner == caller.organizationID else { throw WebSocketClose.notAuthorized }
    var sequence = 0
    return try await Wakes(engine.bus).untilAnswer(
      atLeastEvery: .seconds(3),
      when: { event in
        switch event {
        case .backupLogAppended(let changed), .backupRunChanged(let changed, _): changed == id
        default: false
        }
      },
      { try await send(id, after: after, from: &sequence, to: connection) })
  }

  /// Sends what is new.
  /// - Returns: the close when the run has ended and all was sent.
  private func send(
    _ id: ID<BackupRun>, after: Int, from sequence: inout Int, to connection: WebSocketConnection
  ) async throws -> WebSocketClose? {
    // The status first: lines that came before it became final are found below.
    let run = try await engine.store.read { try $0.backupRuns.find(id) }
    let start = hasTimes ? run?.startedAt ?? run?.createdAt : nil
    var frames = LogFrames()
    while true {
      let last = sequence
      let chunks = try await engine.store.read { try $0.backupLogs.chunks(of: id, after: last, limit: Self.batch) }
      for chunk in chunks {
        for text in frames.add(chunk.text(after: after, since: start)) { try await connection.send(text: text) }
      }
      guard let newest = chunks.last else { break }
      sequence = newest.sequence
    }
    if let text = frames.take() { try await connection.send(text: text) }
    return run?.status.isFinal ?? true ? .normal : nil
  }
}
