import Glibc
import SlipwayCore

/// The two ends of a terminal of this machine: what a program takes for its screen and keyboard, and what we see of it.
struct PseudoTerminal: Sendable {
  /// Ours.
  let outer: StreamDescriptor
  /// The program's.
  let inner: StreamDescriptor

  /// - Throws: ``SlipwayError`` `internal` when the system has none left.
  init(_ size: TerminalSize) throws {
    var (ours, theirs): (CInt, CInt) = (-1, -1)
    guard openpty(&ours, &theirs, nil, nil, nil) == 0 else {
      throw SlipwayError(.internal, "A terminal could not be made: \(String(cString: strerror(errno))).")
    }
    for end in [ours, theirs] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (outer, inner) = (StreamDescriptor(ours), StreamDescriptor(theirs))
    resize(size)
  }

  /// Whoever runs on it is told by a signal.
  func resize(_ size: TerminalSize) {
    var window = winsize(ws_row: UInt16(size.rows), ws_col: UInt16(size.columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(outer.number, UInt(TIOCSWINSZ), &window)
  }
}
