import Foundation
import SlipwayCore
import SlipwayHost
import Synchronization

/// How much memory steps of builds use at once on this machine, looked at while one is at work.
final class BuildMemory: Sendable {
  private static let interval = Duration.milliseconds(250)
  private let root: String
  private let most = Mutex(0)

  init(root: String = "/sys/fs/cgroup") { self.root = root }

  /// Bytes; `nil` when nothing was seen, as of builds that only take from the cache.
  var peak: Int? {
    let bytes = most.withLock { $0 }
    return bytes > 0 ? bytes : nil
  }

  /// Runs a build and looks meanwhile.
  func during<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
    try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask {
        while !Task.isCancelled {
          _ = try? await BlockingPool.run { self.look() }
          guard (try? await Task.sleep(for: Self.interval)) != nil else { break }
        }
        return nil
      }
      group.addTask { try await body() }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let result { return result }
      }
      throw CancellationError()
    }
  }

  /// Adds up what the folders of builds say now.
  func look() {
    let isUnified = access(root + "/cgroup.controllers", F_OK) == 0
    let tree = isUnified ? root : root + "/memory"
    let name = isUnified ? "memory.current" : "memory.usage_in_bytes"
    let bytes = BuildGovernor.folders(below: tree).reduce(0) { sum, folder in
      let text = (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)) ?? ""
      return sum + (Int(text.filter(\.isNumber)) ?? 0)
    }
    most.withLock { $0 = max($0, bytes) }
  }

  /// The ceiling is held by this machine's kernel; on a server its own Docker Engine says what builds may use.
  static func governed<Result: Sendable>(
    _ context: StageContext, _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    guard context.builder.server == nil else { return try await body() }
    return try await BuildGovernor(settings: context.snapshot.settings).during(body)
  }
}
