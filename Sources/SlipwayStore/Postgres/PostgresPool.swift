import Dispatch
import SlipwayCore
import Synchronization

/// A few connections to one server, each used by one body at a time on a thread that may wait; whoever comes later
/// stands in line.
final class PostgresPool: Sendable {
  /// The place of one connection, which is made when somebody needs it.
  private final class Slot: Sendable {
    let connection = Mutex<PostgresConnection?>(nil)
  }

  /// Who has which slot.
  private struct Line {
    var free: [Slot]
    var waiting: [CheckedContinuation<Slot, Never>] = []
    var isClosed = false
  }

  private let address: Secret
  private let line: Mutex<Line>
  private let threads = DispatchQueue(label: "slipway.postgres", attributes: .concurrent)

  init(_ address: Secret, size: Int) {
    self.address = address
    line = Mutex(Line(free: (0..<size).map { _ in Slot() }))
  }

  /// Runs a body on a connection; one that is lost in it is given up.
  /// - Throws: what the body throws, and ``SQLError`` `lost` when the server cannot be reached.
  func use<Result: Sendable>(
    _ body: @escaping @Sendable (PostgresConnection) throws -> Result
  ) async throws -> Result {
    let slot = try await take()
    defer { giveBack(slot) }
    return try await withCheckedThrowingContinuation { continuation in
      threads.async {
        continuation.resume(
          with: Swift.Result {
            try slot.connection.withLock { place in
              let connection = try place ?? PostgresConnection(self.address)
              place = connection
              defer { if connection.isLost { place = nil } }
              return try body(connection)
            }
          })
      }
    }
  }

  /// Gives up the connections that nobody uses; those in use end with their bodies.
  func close() {
    let idle = line.withLock { line in
      line.isClosed = true
      return line.free
    }
    for slot in idle { slot.connection.withLock { $0 = nil } }
  }

  private func take() async throws -> Slot {
    guard !line.withLock({ $0.isClosed }) else { throw SQLError(.other, "the store is closed") }
    return await withCheckedContinuation { continuation in
      let slot = line.withLock { line -> Slot? in
        if let slot = line.free.popLast() { return slot }
        line.waiting.append(continuation)
        return nil
      }
      if let slot { continuation.resume(returning: slot) }
    }
  }

  private func giveBack(_ slot: Slot) {
    let next = line.withLock { line -> CheckedContinuation<Slot, Never>? in
      if !line.waiting.isEmpty { return line.waiting.removeFirst() }
      if line.isClosed { slot.connection.withLock { $0 = nil } }
      line.free.append(slot)
      return nil
    }
    next?.resume(returning: slot)
  }
}
