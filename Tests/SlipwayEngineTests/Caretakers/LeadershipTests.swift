import ServiceLifecycle
import SlipwayEngine
import SlipwayTesting
import Synchronization
import Testing

/// Who looks after what there is once.
@Suite struct LeadershipTests {
  /// Counts its beginnings and ends.
  private final class Counting: Service {
    let begun = Mutex(0)
    let ended = Mutex(0)

    func run() async throws {
      begun.withLock { $0 += 1 }
      defer { ended.withLock { $0 += 1 } }
      try await Task.sleep(for: .seconds(600))
    }
  }

  @Test func `a led service runs while its process leads, and again when it leads again`() async throws {
    let (service, leadership) = (Counting(), Leadership(isLeader: false))
    let running = Task { try await Led(service, by: leadership).run() }
    try await Task.sleep(for: .milliseconds(50))
    #expect(service.begun.withLock { $0 } == 0)
    for turn in 1...2 {
      #expect(leadership.set(true))
      try await eventually("it runs") { service.begun.withLock { $0 } == turn }
      #expect(leadership.set(false))
      try await eventually("it has stopped") { service.ended.withLock { $0 } == turn }
    }
    running.cancel()
    _ = try? await running.value
  }
}
