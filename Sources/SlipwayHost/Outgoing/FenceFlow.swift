import Glibc
import Synchronization

/// What passes between two sockets. A connection on which nothing passes either way for ten minutes is ended: who keeps
/// silent must not keep a place.
final class FenceFlow: Sendable {
  private static let patience = 600
  /// After how many seconds it is looked whether the other way is silent, too.
  private static let turn = 30
  private let last = Mutex(ContinuousClock.now)

  /// Returns when one side has ended, and tells the other.
  func copy(from source: CInt, to target: CInt) {
    FenceSocket.setTimeout(source, SO_RCVTIMEO, seconds: Self.turn)
    FenceSocket.setTimeout(target, SO_SNDTIMEO, seconds: Self.patience)
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let length = recv(source, &buffer, buffer.count, 0)
      if length < 0, errno == EINTR || errno == EAGAIN && !isSilent { continue }
      guard length > 0 else {
        // An end is handed on; whatever else it was ends both ways.
        shutdown(target, Int32(length == 0 ? SHUT_WR : SHUT_RDWR))
        return
      }
      last.withLock { $0 = .now }
      let isTaken = buffer.withUnsafeBytes {
        FenceSocket.write(UnsafeRawBufferPointer(rebasing: $0[..<length]), to: target)
      }
      guard isTaken else {
        for side in [source, target] { shutdown(side, Int32(SHUT_RDWR)) }
        return
      }
      last.withLock { $0 = .now }
    }
  }

  private var isSilent: Bool { last.withLock { $0.duration(to: .now) > .seconds(Self.patience) } }
}
