import SlipwayCore

/// The rules for how tasks run.
enum RuntimeRules {
  static func check(_ runtime: RuntimeSettings, _ problems: inout ValidationProblems) {
    problems.require((0...1000).contains(runtime.replicas), "replicas", "must be between 0 and 1000")
    problems.check("command") { _ = try runtime.command.map { try CommandWords.split($0, field: "command") } }
    for (field, text) in [("memoryLimit", runtime.memoryLimit), ("memoryReservation", runtime.memoryReservation)] {
      problems.collect { () throws(SlipwayError) in
        if let text, !text.isEmpty { _ = try ByteCount(parsing: text, field: field) }
      }
    }
    for (field, text) in [("cpuLimit", runtime.cpuLimit), ("cpuReservation", runtime.cpuReservation)] {
      problems.collect { () throws(SlipwayError) in
        if let text, !text.isEmpty { _ = try CPUCount(parsing: text, field: field) }
      }
    }
    let words = (runtime.args ?? []) + [runtime.command ?? ""]
    problems.require(words.allSatisfy { !$0.contains("\0") }, "args", "may not have NUL characters")
    problems.require(
      (0...(24 * 3600 * 1_000_000_000)).contains(runtime.stopGracePeriodSwarm ?? 0), "stopGracePeriodSwarm",
      "must be nanoseconds, at most a day")
    SwarmRules.check(runtime, &problems)
  }
}
