import Dispatch
import Foundation
import Logging
import SlipwayCore
import Synchronization

/// The one thread that measures, at the beginning of every second.
final class SamplerThread: Sendable {
  private let archive: SeriesArchive
  private let places: KernelPlaces
  private let rules: @Sendable () -> MeasuringRules
  private let heard: @Sendable (Sample) -> Void
  private let wanted = Mutex<[String: KnownContainer]?>(nil)
  private let isOver = Atomic<Bool>(false)
  private let bell = DispatchSemaphore(value: 0)

  /// - Parameters:
  ///   - rules: asked before every sample.
  ///   - heard: gets every sample of the machine, on this thread.
  init(
    _ archive: SeriesArchive, _ places: KernelPlaces, rules: @escaping @Sendable () -> MeasuringRules,
    heard: @escaping @Sendable (Sample) -> Void
  ) {
    self.rules = rules
    self.archive = archive
    self.places = places
    self.heard = heard
  }

  /// Says what runs, for the next sample on.
  func follow(_ containers: [String: KnownContainer]) { wanted.withLock { $0 = containers } }

  /// Ends the thread soon.
  func end() {
    isOver.store(true, ordering: .relaxed)
    bell.signal()
  }

  /// Returns when the thread has ended.
  /// - Throws: ``SlipwayError`` when nothing can be written.
  func run() async throws {
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      let thread = Thread { done.resume(with: Result { try self.measure() }) }
      thread.name = "slipway.agent"
      thread.stackSize = 512 << 10
      thread.start()
    }
  }

  private func measure() throws {
    let sampler = try Sampler(archive, places, rules())
    while !isOver.load(ordering: .relaxed) {
      let now = Date()
      sampler.obey(rules(), now: now)
      if let containers = wanted.withLock({ wanted in
        defer { wanted = nil }
        return wanted
      }) {
        sampler.follow(containers, now: now)
      }
      if let machine = sampler.sample(time: UInt32(now.timeIntervalSince1970), uptime: Self.uptime) { heard(machine) }
      _ = bell.wait(timeout: .now() + .nanoseconds(Self.untilNextSecond))
    }
  }

  /// Seconds of a clock that only goes forward.
  private static var uptime: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// A little behind its beginning, so that rounding never finds the same second twice.
  private static var untilNextSecond: Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return 1_010_000_000 - time.tv_nsec
  }
}
