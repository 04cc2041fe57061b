import SlipwayCore
import SlipwayEngine

/// The rules for the settings that are handed to Swarm, so that a slip is refused when it is typed, not when it runs.
enum SwarmRules {
  static func check(_ runtime: RuntimeSettings, _ problems: inout ValidationProblems) {
    checkUpdates(runtime, &problems)
    if let check = runtime.healthCheckSwarm {
      let kinds = ["NONE", "CMD", "CMD-SHELL"]
      problems.require(
        check.Test.map { $0.isEmpty || kinds.contains($0[0]) } ?? true, "healthCheckSwarm",
        "Test must begin with CMD, CMD-SHELL or NONE")
      let times = [check.Interval, check.Timeout, check.StartPeriod].compactMap(\.self)
      // Docker refuses anything below a millisecond, but takes 0 for its default.
      problems.require(
        times.allSatisfy { $0 == 0 || $0 >= 1_000_000 }, "healthCheckSwarm",
        "times are nanoseconds: 0 or at least 1000000 (1 ms)")
      problems.require((check.Retries ?? 0) >= 0, "healthCheckSwarm", "Retries may not be negative")
    }
    problems.require(
      (runtime.labelsSwarm ?? [:]).keys.allSatisfy {
        !$0.isEmpty && !$0.hasPrefix(ReleaseLabels.prefix) && !$0.hasPrefix("com.docker.")
      },
      "labelsSwarm", "labels that begin with 'slipway.' or 'com.docker.' are reserved")
    for limit in runtime.ulimitsSwarm ?? [] {
      problems.require(
        !limit.Name.isEmpty && limit.Soft >= -1 && limit.Hard >= -1, "ulimitsSwarm",
        "each needs a Name, and Soft and Hard of at least -1")
    }
    checkNetworks(runtime, &problems)
  }

  private static func checkUpdates(_ runtime: RuntimeSettings, _ problems: inout ValidationProblems) {
    for (field, config) in [
      ("updateConfigSwarm", runtime.updateConfigSwarm), ("rollbackConfigSwarm", runtime.rollbackConfigSwarm),
    ] {
      guard let config else { continue }
      problems.require(
        ["start-first", "stop-first"].contains(config.Order), field, "Order must be start-first or stop-first")
      problems.require(
        ["pause", "continue", "rollback"].contains(config.FailureAction ?? "pause"), field,
        "FailureAction must be pause, continue or rollback")
      problems.require(config.Parallelism >= 0, field, "Parallelism may not be negative")
      problems.require(
        (0...1).contains(config.MaxFailureRatio ?? 0), field, "MaxFailureRatio must be between 0 and 1")
    }
    problems.require(
      ["none", "on-failure", "any"].contains(runtime.restartPolicySwarm?.Condition ?? "any"), "restartPolicySwarm",
      "Condition must be none, on-failure or any")
    if let mode = runtime.modeSwarm {
      let chosen = [mode.Replicated != nil, mode.Global != nil, mode.ReplicatedJob != nil, mode.GlobalJob != nil]
      problems.require(chosen.count { $0 } == 1, "modeSwarm", "must have exactly one kind")
    }
  }

  private static func checkNetworks(_ runtime: RuntimeSettings, _ problems: inout ValidationProblems) {
    let names = (runtime.networkSwarm ?? []).flatMap { [$0.Target].compactMap(\.self) + ($0.Aliases ?? []) }
    problems.require(
      names.allSatisfy { name in
        !name.isEmpty && name.utf8.count <= 128 && name.first != "-"
          && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
      }, "networkSwarm", "targets and aliases may have letters, digits and '._-'")
    problems.require(
      (runtime.networkSwarm ?? []).allSatisfy { $0.Target?.isEmpty == false }, "networkSwarm",
      "every network needs a Target")
    guard let endpoint = runtime.endpointSpecSwarm else { return }
    problems.require(
      ["vip", "dnsrr"].contains(endpoint.Mode ?? "vip"), "endpointSpecSwarm", "Mode must be vip or dnsrr")
    problems.require(
      (endpoint.Ports ?? []).isEmpty, "endpointSpecSwarm", "Ports must be empty: port.create publishes ports")
  }
}
