extension ComposeDangers {
  /// Capabilities that Docker gives every container.
  private static let usualCapabilities: Set = [
    "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW",
    "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
  ]
  /// Keys that reach the host whatever they say.
  private static let alwaysBeyond: KeyValuePairs = [
    "devices": "hands out devices of the host", "device_cgroup_rules": "hands out devices of the host",
    "gpus": "hands out devices of the host", "cgroup_parent": "leaves the container's control group",
    "provider": "runs a program of the host", "credential_spec": "reads credentials of the host",
    "external_links": "reaches containers from outside the stack",
  ]

  /// Files that tell a container the time zone, and that it may read.
  private static let readableFiles: Set = ["/etc/localtime", "/etc/timezone"]

  mutating func look(atService service: YAMLNode.Pair) {
    let path = "services.\(service.key.text)"
    program = program(of: service.value)
    defer { program = "" }
    for pair in service.value.pairs ?? [] where !pair.value.isNull {
      lookAtPrivileges(pair, path)
      lookAtNamespaces(pair, path)
      lookAtFiles(pair, path)
      lookAtHooks(pair, path)
      if pair.key.text == "build" { look(atBuild: pair, path) }
    }
    if let devices = service.value["deploy"]?["resources"]?["reservations"]?["devices"], !devices.isNull {
      note(
        devices.line, "\(path).deploy.resources.reservations.devices", "hands out devices of the host", devices)
    }
  }

  private mutating func lookAtPrivileges(_ pair: YAMLNode.Pair, _ path: String) {
    let key = pair.key.text
    if let reason = Self.alwaysBeyond.first(where: { $0.key == key })?.value {
      if pair.value.items?.isEmpty != true { note(pair, "\(path).\(key)", reason) }
      return
    }
    switch key {
    case "privileged" where mayBeTrue(pair.value):
      note(pair, "\(path).privileged", "gives the container all of the host")
    case "use_api_socket" where mayBeTrue(pair.value):
      note(pair, "\(path).use_api_socket", "hands out the Docker socket")
    case "runtime" where value(pair.value) != "runc":
      note(pair, "\(path).runtime", "chooses how the host runs containers")
    case "cap_add":
      for item in pair.value.items ?? [pair.value] {
        let name = (value(item) ?? "").uppercased()
        let capability = name.hasPrefix("CAP_") ? String(name.dropFirst(4)) : name
        guard !Self.usualCapabilities.contains(capability) else { continue }
        note(item.line ?? pair.line, "\(path).cap_add", "gives the container the capability \(capability)", item)
      }
    case "security_opt":
      for item in pair.value.items ?? [pair.value] where value(item)?.hasPrefix("no-new-privileges") != true {
        note(item.line ?? pair.line, "\(path).security_opt", "takes a protection of the host away", item)
      }
    default: return
    }
  }

  private mutating func lookAtNamespaces(_ pair: YAMLNode.Pair, _ path: String) {
    let key = pair.key.text
    guard ["network_mode", "pid", "ipc", "userns_mode", "uts", "cgroup"].contains(key) else { return }
    let mode = (value(pair.value) ?? "").lowercased()
    if mode == "host" {
      note(pair, "\(path).\(key)", "shares a namespace with the host")
    } else if mode.hasPrefix("container:") {
      note(pair, "\(path).\(key)", "shares a namespace with a container from outside the stack")
    } else if key == "network_mode", !mode.hasPrefix("service:"), !["none", "bridge", "default", ""].contains(mode) {
      note(pair, "\(path).\(key)", "joins a network from outside the stack")
    }
  }

  private mutating func lookAtFiles(_ pair: YAMLNode.Pair, _ path: String) {
    switch pair.key.text {
    case "volumes":
      for item in pair.value.items ?? [] { look(atMount: item, "\(path).volumes") }
    case "volumes_from":
      for item in pair.value.items ?? [] where value(item)?.hasPrefix("container:") != false {
        note(item.line, "\(path).volumes_from", "uses volumes from outside the stack", item)
      }
    default: return
    }
  }

  private mutating func look(atMount item: YAMLNode, _ path: String) {
    if item.text != nil {
      guard let text = value(item), let source = ComposeVolumeText(text).source else { return }
      let isReadOnly = ComposeVolumeText(text).volume.isReadOnly
      if ComposeVolumeText(text).isPath { keep(source, isWritten: !isReadOnly, item, path) }
      guard ComposeVolumeText(text).isPath || source.contains("\\"), ComposeHostPath(source).isOutside else { return }
      if Self.readableFiles.contains(source), isReadOnly { return }
      return note(item.line, path, Self.reason(forPath: source), item)
    }
    let type = value(item["type"]) ?? ""
    let source = value(item["source"]) ?? ""
    switch type {
    case "volume", "tmpfs": return
    case "bind" where !ComposeHostPath(source).isOutside:
      keep(source, isWritten: !item.isTrue("read_only"), item, path)
    case "bind" where Self.readableFiles.contains(source) && item.isTrue("read_only"): return
    case "bind": note(item.line, path, Self.reason(forPath: source), item)
    default: note(item.line, path, "mounts something of the host", item)
    }
  }

  private mutating func keep(_ source: String, isWritten: Bool, _ item: YAMLNode, _ path: String) {
    guard var place = Place(source, isWritten: isWritten, item.line, path, item) else { return }
    place.program = program
    places.append(place)
  }

  private static func reason(forPath path: String) -> String {
    path.hasSuffix(".sock") ? "hands out the socket \(path) of the host" : "mounts \(path) of the host"
  }

  private mutating func lookAtHooks(_ pair: YAMLNode.Pair, _ path: String) {
    guard ["post_start", "pre_stop"].contains(pair.key.text) else { return }
    for hook in pair.value.items ?? [] {
      guard let privileged = hook["privileged"], mayBeTrue(privileged) else { continue }
      note(hook.line, "\(path).\(pair.key.text)", "gives a command all of the host", hook)
    }
  }
}
