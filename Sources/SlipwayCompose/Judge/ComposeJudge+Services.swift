import SlipwayCore

extension ComposeJudge {
  /// Keys that reach nothing but the container, whatever they say. Images, builds, ports and names are looked at by those
  /// who bring them about.
  private static let free: Set = [
    "attach", "build", "cap_drop", "command", "container_name", "cpu_count", "cpu_percent", "cpu_period", "cpu_quota",
    "cpu_shares", "cpus", "cpuset", "depends_on", "develop", "dns", "dns_opt", "dns_search", "domainname",
    "entrypoint",
    "environment", "expose", "extra_hosts", "group_add", "healthcheck", "hostname", "image", "init", "labels",
    "mac_address", "mem_limit", "mem_reservation", "mem_swappiness", "memswap_limit", "pids_limit", "platform",
    "profiles", "pull_policy", "read_only", "restart", "scale", "shm_size", "stdin_open", "stop_grace_period",
    "stop_signal", "tmpfs", "tty", "ulimits", "user", "working_dir",
  ]
  /// Why something that is not free is none: what people know it by.
  private static let reasons = [
    "privileged": "gives the container all of the host", "use_api_socket": "hands out the Docker socket",
    "devices": "hands out devices of the host", "device_cgroup_rules": "hands out devices of the host",
    "gpus": "hands out devices of the host", "cgroup_parent": "leaves the container's control group",
    "provider": "runs a program of the host", "credential_spec": "reads credentials of the host",
    "external_links": "reaches containers from outside the stack",
    "runtime": "chooses how the host runs containers", "oom_score_adj": "lets the host end others before it",
    "oom_kill_disable": "lets the host end others before it",
  ]
  /// Capabilities that Docker gives every container.
  private static let capabilities: Set = [
    "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW",
    "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
  ]
  private static let protections: Set = [
    "no-new-privileges", "no-new-privileges:true", "no-new-privileges=true",
  ]

  mutating func look(atService name: String, _ service: JSONValue) {
    for (key, value) in Self.sorted(service) where !Self.free.contains(key) && !Self.isNothing(value) {
      let place = ["services", own.name(of: name), key]
      switch key {
      case "cap_add", "security_opt", "sysctls": lookAtPrivileges(key, value, place, name)
      case "network_mode", "pid", "ipc", "uts", "userns_mode", "cgroup", "isolation":
        lookAtNamespace(key, value, place, name)
      case "volumes": for (item, at) in Self.items(value, place) { look(atMount: item, at, name) }
      case "volumes_from", "links": lookAtOthers(key, value, place, name)
      case "networks": lookAtNetworks(value, place, name)
      case "configs", "secrets": lookAtFiles(key, value, place, name)
      case "ports": lookAtPorts(value, place, name)
      case "logging": lookAtLogging(value, place, name)
      case "deploy": lookAtDeploy(value, place, name)
      case "post_start", "pre_stop": lookAtHooks(value, place, name)
      default: lookAtRest(key, value, place, name)
      }
    }
  }

  private mutating func lookAtRest(_ key: String, _ value: JSONValue, _ place: [String], _ name: String) {
    switch (key, value) {
    case ("privileged", .bool(false)), ("use_api_socket", .bool(false)), ("oom_kill_disable", .bool(false)),
      ("runtime", .string("runc")):
      return
    case ("oom_score_adj", .integer(let number)) where number >= 0: return
    default:
      guard !key.hasPrefix("x-") else { return }
      note(place, Self.reasons[key] ?? Self.unknown, value, service: name)
    }
  }

  private mutating func lookAtPrivileges(_ key: String, _ value: JSONValue, _ place: [String], _ name: String) {
    if key == "sysctls" {
      for (word, setting) in Self.sorted(value) where !Self.isOwnSetting(word) {
        note(place, "changes the host's setting \(word)", [word: setting], service: name)
      }
      if value.members.isEmpty { note(place, Self.unknown, value, service: name) }
      return
    }
    for (item, at) in Self.items(value, place) {
      let text = item.stringValue ?? ""
      if key == "security_opt" {
        guard !Self.protections.contains(text) else { continue }
        note(at, "takes a protection of the host away", item, service: name)
      } else {
        let capability = text.uppercased().hasPrefix("CAP_") ? text.uppercased().dropFirst(4) : text.uppercased()[...]
        guard !Self.capabilities.contains(String(capability)) else { continue }
        note(at, "gives the container the capability \(capability)", item, service: name)
      }
    }
  }

  /// What the kernel keeps for each container apart.
  private static func isOwnSetting(_ word: String) -> Bool {
    let plain = word.replacing("/", with: ".")
    return ["net.", "fs.mqueue.", "kernel.msg", "kernel.sem", "kernel.shm"].contains(where: plain.hasPrefix)
  }

  private mutating func lookAtNamespace(_ key: String, _ value: JSONValue, _ place: [String], _ name: String) {
    let mode = value.stringValue ?? ""
    if mode.hasPrefix("service:"), ["network_mode", "pid", "ipc"].contains(key),
      model["services"]?[String(mode.dropFirst(8))] != nil
    {
      return
    }
    switch (key, mode) {
    case ("network_mode", "none"), ("network_mode", "bridge"), ("network_mode", "default"), ("ipc", "none"),
      ("ipc", "private"), ("ipc", "shareable"), ("cgroup", "private"), ("isolation", "default"):
      return
    case (_, "host"): note(place, "shares a namespace with the host", value, service: name)
    case ("network_mode", _) where !mode.hasPrefix("container:"):
      note(place, "joins a network from outside the stack", value, service: name)
    default: note(place, "shares a namespace with what is not the stack's", value, service: name)
    }
  }

  private mutating func lookAtOthers(_ key: String, _ value: JSONValue, _ place: [String], _ name: String) {
    let reason =
      key == "links" ? "reaches containers from outside the stack" : "uses volumes from outside the stack"
    for (item, at) in Self.items(value, place) {
      let parts = (item.stringValue ?? "").split(separator: ":", omittingEmptySubsequences: false)
      guard let other = parts.first, parts.count <= 2, model["services"]?[String(other)] != nil else {
        note(at, reason, item, service: name)
        continue
      }
    }
  }

  /// Each item of a list with its place; a value that is no list is its own only item, and stands for nothing known.
  static func items(_ value: JSONValue, _ place: [String]) -> [(JSONValue, [String])] {
    guard let items = value.arrayValue else { return [(value, place)] }
    return items.enumerated().map { ($1, place + ["\($0)"]) }
  }

  /// - Returns: the keys of a map that say something and are not among `known`; an empty one for what is no map.
  static func strangers(_ value: JSONValue, besides known: Set<String>) -> [String] {
    guard isNothing(value) || !value.members.isEmpty else { return [""] }
    return value.members.filter { !known.contains($0.key) && !$0.key.hasPrefix("x-") && !isNothing($0.value) }.keys
      .sorted()
  }
}
