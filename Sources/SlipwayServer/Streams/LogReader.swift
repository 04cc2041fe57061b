import SlipwayCore
import SlipwayStore

/// How far one reader of a log is.
final class LogReader<Owner: WatchedLog> {
  private static var batch: Int { 50 }
  let id: ID<Owner>
  /// The line behind which the reader began.
  let after: Int
  /// Whether each line begins with the seconds since the start and a tab.
  let hasTimes: Bool
  let store: Store
  private var sequence = 0

  init(id: ID<Owner>, after: Int, hasTimes: Bool, store: Store) {
    self.id = id
    self.after = after
    self.hasTimes = hasTimes
    self.store = store
  }

  /// Sends what is new.
  /// - Returns: the close when what writes the log has ended and all was sent.
  func send(to connection: WebSocketConnection) async throws -> WebSocketClose? {
    // The status first: lines that came before it became final are found below.
    let id = id
    let owner = try await store.read { try Owner.find(id, $0) }
    let start = hasTimes ? owner?.beginning : nil
    var frames = LogFrames()
    while true {
      let sequence = sequence
      let chunks = try await store.read {
        try $0.logs(of: Owner.self).chunks(of: id, after: sequence, limit: Self.batch)
      }
      for chunk in chunks {
        for text in frames.add(chunk.text(after: after, since: start)) { try await connection.send(text: text) }
      }
      guard let last = chunks.last else { break }
      self.sequence = last.sequence
    }
    if let text = frames.take() { try await connection.send(text: text) }
    return owner?.isOver ?? true ? .normal : nil
  }
}
