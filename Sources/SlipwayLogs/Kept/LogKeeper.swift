package import Foundation
import SlipwayCore
package import SlipwayHost
package import SlipwayStore

/// Copies what containers wrote into files that outlive them.
///
/// A copy begins behind what is kept already, so that it may be made at any moment and again; of two at once for one
/// container, one leaves it to the other.
package struct LogKeeper: Sendable {
  /// Of a container that nothing is kept of yet: more than fits is not asked for.
  private static let firstLines = 200_000

  let store: Store
  package let folder: LogFolder
  let now: @Sendable () -> Date

  package init(store: Store, folder: LogFolder, now: @escaping @Sendable () -> Date) {
    self.store = store
    self.folder = folder
    self.now = now
  }

  /// - Parameters:
  ///   - bytes: how much of the service's output stays.
  ///   - opened: given, the copy goes on until the container ends, and says here that from now on nothing is missed.
  /// - Returns: whether it was copied; `false` when somebody else does it now.
  @discardableResult
  package func copy(
    _ source: OutputSource, from docker: DockerClient, bytes: Int, opened: (@Sendable () -> Void)? = nil
  ) async throws -> Bool {
    let place = try folder.of(source.deployableID, container: source.container)
    guard let lock = try await lock(place, isAwaited: opened != nil) else { return false }
    defer { withExtendedLifetime(lock) {} }
    var writer = try await SegmentWriter(source, self, bytes: bytes)
    let range = OutputRange(
      since: writer.lastAt > 0 ? LineStamp.query(writer.lastAt) : nil, tail: Self.firstLines,
      isFollowed: opened != nil)
    let log =
      if let task = source.task {
        try await docker.output(ofTask: task, range, isTTY: source.isTTY)
      } else {
        try await docker.output(ofContainer: source.container, range, isTTY: source.isTTY)
      }
    opened?()
    do {
      // What writes faster than it is read is gone on with by the next copy; most of it would not stay anyway.
      var room = 4 * bytes
      for try await line in log.stampedLines {
        try await writer.add(line)
        room -= line.text.utf8.count
        if room < 0 { break }
      }
    } catch {
      // What came until then counts, whatever ended it.
      let rest = writer
      try await Task {
        var rest = rest
        try await rest.flush()
      }.value
      throw error
    }
    try await writer.flush()
    return true
  }

  /// A short copy that somebody else makes is waited for by one that must go on to the end.
  private func lock(_ place: String, isAwaited: Bool) async throws -> CopyLock? {
    for _ in 0..<(isAwaited ? 30 : 1) {
      if let lock = try await CopyLock.take(place) { return lock }
      if isAwaited { try await Task.sleep(for: .milliseconds(50)) }
    }
    return nil
  }

  /// Removes the files that no row wants: of services that are gone.
  /// - Returns: how many services'.
  @discardableResult
  package func sweep() async throws -> Int {
    var removed = 0
    for deployable in try await folder.deployables() {
      guard try await store.read({ try $0.deployables.find(deployable) }) == nil else { continue }
      try await folder.removeAll(of: deployable)
      removed += 1
    }
    return removed
  }
}
