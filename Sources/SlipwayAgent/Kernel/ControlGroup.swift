/// Where the kernel says what a container uses, in each of the two versions of control groups.
package enum ControlGroup: Sendable, Hashable {
  /// A hierarchy for each kind of resource.
  case v1(processor: String, memory: String, blocks: String)
  /// One folder for all.
  case v2(String)

  /// What is counted at one moment.
  package struct Memory: Sendable, Hashable {
    /// Without the files that the kernel would give back: what `docker stats` shows.
    package var used: Int
    /// Files that the kernel keeps for it, apart.
    package var cache: Int
    /// `nil` when there is none.
    package var limit: Int?

    package init(used: Int, cache: Int, limit: Int?) {
      self.used = used
      self.cache = cache
      self.limit = limit
    }
  }

  /// - Parameters:
  ///   - text: of `/proc/<pid>/cgroup` of a container's first process.
  ///   - root: where the hierarchies are mounted, `/sys/fs/cgroup`.
  ///   - isUnified: the machine has version 2.
  ///   - container: its id. Groups that it has made within its own are its own.
  package static func find(
    _ text: String, root: String, isUnified: Bool, container: String = ""
  ) -> ControlGroup? {
    var paths: [String: String] = [:]
    for line in text.split(separator: "\n") {
      // 4:cpu,cpuacct:/docker/…, 0::/system.slice/docker-….scope
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, !parts[2].contains("..") else { continue }
      let names = parts[1].isEmpty ? [""] : parts[1].split(separator: ",").map(String.init)
      for name in names { paths[name] = whole(parts[2], container) }
    }
    if isUnified { return paths[""].map { .v2(root + $0) } }
    guard let processor = paths["cpuacct"], let memory = paths["memory"] else { return nil }
    return .v1(
      processor: "\(root)/cpuacct\(processor)", memory: "\(root)/memory\(memory)",
      blocks: "\(root)/blkio\(paths["blkio"] ?? memory)")
  }

  /// The path up to the part that is called by the container.
  private static func whole(_ path: Substring, _ container: String) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !container.isEmpty, let own = parts.lastIndex(where: { $0.contains(container) }) else {
      return String(path)
    }
    return parts[...own].joined(separator: "/")
  }

  /// In microseconds, since the container started.
  package static func processorTime(v2 text: Span<UInt8>) -> Int? { KernelText.value(of: "usage_usec", in: text) }
  /// The same of `cpuacct.usage`, which counts nanoseconds.
  package static func processorTime(v1 text: Span<UInt8>) -> Int? { KernelText.number(text).map { $0 / 1000 } }

  /// - Parameters:
  ///   - usage: of `memory.current` or `memory.usage_in_bytes`.
  ///   - text: of `memory.stat`.
  package static func memory(usage: Int, v2 text: Span<UInt8>, limit: Int?) -> Memory {
    memory(
      usage, inactive: KernelText.value(of: "inactive_file", in: text) ?? 0,
      cache: KernelText.value(of: "file", in: text) ?? 0, limit: limit)
  }

  package static func memory(usage: Int, v1 text: Span<UInt8>) -> Memory {
    // A limit that is none is the largest number of pages there is.
    let limit = KernelText.value(of: "hierarchical_memory_limit", in: text).flatMap { $0 < 1 << 60 ? $0 : nil }
    return memory(
      usage, inactive: KernelText.value(of: "total_inactive_file", in: text) ?? 0,
      cache: KernelText.value(of: "total_cache", in: text) ?? 0, limit: limit)
  }

  private static func memory(_ usage: Int, inactive: Int, cache: Int, limit: Int?) -> Memory {
    Memory(used: inactive < usage ? usage - inactive : usage, cache: cache, limit: limit)
  }

  /// Of `io.stat`.
  package static func blocks(v2 text: Span<UInt8>) -> MachineCounters.Traffic {
    .init(received: KernelText.sum(behind: "rbytes=", in: text), sent: KernelText.sum(behind: "wbytes=", in: text))
  }

  /// Of `blkio.throttle.io_service_bytes_recursive`.
  package static func blocks(v1 text: Span<UInt8>) -> MachineCounters.Traffic {
    .init(received: KernelText.sum(behind: "Read ", in: text), sent: KernelText.sum(behind: "Write ", in: text))
  }
}
