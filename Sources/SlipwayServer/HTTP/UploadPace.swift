import SlipwayCore
import Synchronization

/// Ends an upload that takes too long or hardly moves: it holds a place that others wait for.
struct UploadPace: Sendable {
  /// What has come so far.
  final class Progress: Sendable {
    private let bytes = Atomic(0)

    func note(_ count: Int) { bytes.add(count, ordering: .relaxed) }
    var count: Int { bytes.load(ordering: .relaxed) }
  }

  private let limits: UploadLimits

  init(_ limits: UploadLimits) { self.limits = limits }

  /// - Throws: ``SlipwayError`` `timeout`, and what `body` throws.
  func during<Answer: Sendable>(
    _ body: @escaping @Sendable (Progress) async throws -> Answer
  ) async throws -> Answer {
    let progress = Progress()
    return try await withThrowingTaskGroup(of: Answer?.self) { group in
      group.addTask { try await body(progress) }
      group.addTask {
        try await watch(progress)
        return nil
      }
      defer { group.cancelAll() }
      while let answer = try await group.next() {
        if let answer { return answer }
      }
      throw CancellationError()
    }
  }

  private func watch(_ progress: Progress) async throws {
    let start = ContinuousClock.now
    while true {
      try await Task.sleep(for: min(limits.grace, limits.deadline))
      let elapsed = ContinuousClock.now - start
      let rate = Double(progress.count) / (elapsed / .seconds(1))
      guard elapsed < limits.deadline, rate >= Double(limits.minimumRate) else {
        throw SlipwayError(.timeout, "The upload is too slow: \(Int(rate)) bytes a second.")
      }
    }
  }
}
