import Synchronization

/// A place among those at work, left when that is said or when nobody holds it any more: an answer whose client hung up
/// is thrown away without ever being written.
final class WorkPlace: Sendable {
  private let leaving: @Sendable () -> Void
  private let isLeft = Mutex(false)

  init(_ leaving: @escaping @Sendable () -> Void) { self.leaving = leaving }

  deinit { leave() }

  func leave() {
    let isFirst = isLeft.withLock { isLeft in
      defer { isLeft = true }
      return !isLeft
    }
    if isFirst { leaving() }
  }
}
