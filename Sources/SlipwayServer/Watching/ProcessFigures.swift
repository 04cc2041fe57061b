import Foundation

/// What this process takes of the machine, as the kernel's files say.
struct ProcessFigures: Sendable {
  var residentBytes: Int
  var cpuSeconds: Double
  var openDescriptors: Int
  /// Seconds since 1970.
  var startedAt: Double

  /// - Returns: `nil` where there are no such files.
  static func read() -> ProcessFigures? {
    guard let status = text("/proc/self/stat"), let uptime = text("/proc/uptime")?.split(separator: " ").first,
      let end = status.lastIndex(of: ")"), let up = Double(uptime)
    else { return nil }
    // The name before the last parenthesis may have spaces; the third field follows it.
    let fields = status[status.index(after: end)...].split(separator: " ").map { Double($0) ?? 0 }
    guard fields.count > 21 else { return nil }
    let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
    return ProcessFigures(
      residentBytes: Int(fields[21]) * Int(sysconf(Int32(_SC_PAGESIZE))),
      cpuSeconds: (fields[11] + fields[12]) / ticks,
      openDescriptors: (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0,
      startedAt: Date().timeIntervalSince1970 - up + fields[19] / ticks)
  }

  private static func text(_ path: String) -> String? {
    // By a descriptor: these files say that they are empty.
    guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.readToEnd() else { return nil }
    return String(decoding: data, as: UTF8.self)
  }
}
