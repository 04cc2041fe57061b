import Foundation
import Glibc
import SlipwayCore
import Synchronization

/// One end of a pipe or of a terminal, closed once whoever asks for it.
final class StreamDescriptor: Sendable {
  private let open: Mutex<CInt>
  let number: CInt
  /// Linux's `F_SETPIPE_SZ`, which the C library's module does not show.
  private static let setPipeSize: CInt = 1031

  /// - Parameter number: owned from now on.
  init(_ number: CInt) {
    self.number = number
    open = Mutex(number)
  }

  deinit { close() }

  func close() {
    let number = release()
    if number >= 0 { _ = Glibc.close(number) }
  }

  /// The number, which the caller owns from now on.
  func release() -> CInt {
    open.withLock { number in
      defer { number = -1 }
      return number
    }
  }

  /// The two ends of a new pipe; no program inherits them by accident.
  static func pipe() throws -> (read: StreamDescriptor, write: StreamDescriptor) {
    var ends: [CInt] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else {
      throw SlipwayError(.internal, "A pipe could not be made: \(String(cString: strerror(errno))).")
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // Fewer turns for large streams; the system's limit may refuse it, which is fine.
    _ = fcntl(ends[0], Self.setPipeSize, 1 << 20)
    return (StreamDescriptor(ends[0]), StreamDescriptor(ends[1]))
  }
}
