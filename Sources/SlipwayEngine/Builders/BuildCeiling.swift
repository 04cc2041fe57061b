import SlipwayCore

/// What build steps may use, as the control files of a cgroup say it.
struct BuildCeiling: Sendable, Hashable {
  static let period = 100_000
  /// Cores; 0 is no limit.
  var cores: Double
  /// Bytes; 0 is no limit.
  var memory: Int

  init(_ settings: ServerSettings) {
    cores = settings.buildCPULimit
    memory = settings.buildMemoryLimit
  }

  /// - Returns: control file and content, of a hierarchy's folder.
  func files(_ hierarchy: CgroupHierarchy) -> [(name: String, content: String)] {
    let quota = Int((cores * Double(Self.period)).rounded())
    switch hierarchy {
    case .cpu:
      let limit = cores > 0 ? [("cpu.cfs_period_us", String(Self.period)), ("cpu.cfs_quota_us", String(quota))] : []
      return limit + [("cpu.shares", "128")]
    case .memory:
      return memory > 0 ? [("memory.limit_in_bytes", String(memory))] : []
    case .unified:
      return (cores > 0 ? [("cpu.max", "\(quota) \(Self.period)")] : []) + [("cpu.weight", "10")]
        + (memory > 0 ? [("memory.max", String(memory))] : [])
    }
  }
}

/// A tree of cgroups that has controllers which a build is held by.
enum CgroupHierarchy: String, Sendable, CaseIterable {
  /// The first version: one tree for each controller.
  case cpu, memory
  /// The second version.
  case unified
}
