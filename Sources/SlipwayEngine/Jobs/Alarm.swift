import Synchronization

/// Calls once after a while. Set again, it forgets the time that it was set to before.
final class Alarm: Sendable {
  private let task = Mutex<Task<Void, Never>?>(nil)
  private let ring: @Sendable () -> Void

  init(_ ring: @escaping @Sendable () -> Void) { self.ring = ring }

  deinit { cancel() }

  func set(after delay: Duration) {
    // A task of its own, because the next setting ends it.
    let next = Task { [ring] in
      guard (try? await Task.sleep(for: delay)) != nil else { return }
      ring()
    }
    task.withLock { task in
      task?.cancel()
      task = next
    }
  }

  func cancel() { task.withLock { $0?.cancel() } }
}
