import Synchronization

/// What a program said last.
final class LastWords: Sendable {
  private let kept = Mutex<[String]>([])

  var all: [String] { kept.withLock { $0 } }

  func add(_ line: String) {
    kept.withLock { lines in
      lines.append(line)
      if lines.count > 50 { lines.removeFirst(10) }
    }
  }
}
