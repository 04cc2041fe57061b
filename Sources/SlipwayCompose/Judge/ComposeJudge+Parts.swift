import SlipwayCore

extension ComposeJudge {
  private static let logDrivers: Set = ["json-file", "local", "none"]
  private static let logOptions: Set = [
    "compress", "env", "env-regex", "labels", "labels-regex", "max-file", "max-size", "tag",
  ]

  /// Other drivers let Docker itself talk to whoever a file names, this machine's own services included.
  mutating func lookAtLogging(_ value: JSONValue, _ place: [String], _ name: String) {
    let driver = value["driver"]?.stringValue ?? ""
    let isKnown =
      Self.strangers(value, besides: ["driver", "options"]).isEmpty
      && (Self.logDrivers.contains(driver) || Self.isNothing(value["driver"]))
      && Self.strangers(value["options"] ?? .null, besides: Self.logOptions).isEmpty
    guard !isKnown else { return }
    note(place, "lets Docker send its log anywhere, to services of the host too", value, service: name)
  }

  mutating func lookAtDeploy(_ value: JSONValue, _ place: [String], _ name: String) {
    let known: Set = [
      "endpoint_mode", "labels", "mode", "placement", "replicas", "resources", "restart_policy", "rollback_config",
      "update_config",
    ]
    var strangers = Self.strangers(value, besides: known).map { ([$0], value[$0] ?? .null) }
    let resources = value["resources"] ?? .null
    strangers += Self.strangers(resources, besides: ["limits", "reservations"]).map {
      (["resources", $0], resources[$0] ?? .null)
    }
    for part in ["limits", "reservations"] {
      let limits = resources[part] ?? .null
      strangers += Self.strangers(limits, besides: ["cpus", "memory", "pids"]).map {
        (["resources", part, $0], limits[$0] ?? .null)
      }
    }
    for (path, asked) in strangers {
      let isDevice = ["devices", "generic_resources"].contains(path.last)
      note(place + path, isDevice ? "hands out devices of the host" : Self.unknown, asked, service: name)
    }
  }

  mutating func lookAtHooks(_ value: JSONValue, _ place: [String], _ name: String) {
    for (hook, at) in Self.items(value, place) {
      let isPlain = hook["privileged"] == nil || hook["privileged"] == .bool(false)
      let known: Set = ["command", "environment", "privileged", "user", "working_dir"]
      guard !isPlain || !Self.strangers(hook, besides: known).isEmpty else { continue }
      note(at, isPlain ? Self.unknown : "gives a command all of the host", hook, service: name)
    }
  }

  /// Which of them are free is the server's to know; here only that they are ports.
  mutating func lookAtPorts(_ value: JSONValue, _ place: [String], _ name: String) {
    let known: Set = ["app_protocol", "host_ip", "mode", "name", "protocol", "published", "target"]
    for (port, at) in Self.items(value, place)
    where !Self.strangers(port, besides: known).isEmpty {
      note(at, Self.unknown, port, service: name)
    }
  }

  mutating func lookAtFiles(_ key: String, _ value: JSONValue, _ place: [String], _ name: String) {
    let known: Set = ["gid", "mode", "source", "target", "uid"]
    for (item, at) in Self.items(value, place) {
      let isKnown = item["source"]?.stringValue.map { model[key]?[$0] != nil } ?? false
      guard !isKnown || !Self.strangers(item, besides: known).isEmpty else { continue }
      note(at, "reads what belongs to another stack", item, service: name)
    }
  }

  /// A config or secret of the file.
  mutating func look(atFile name: String, _ file: JSONValue, in section: String) {
    let place = [section, name]
    let users = users(of: name, in: section)
    let asked = JSONValue.object(file.members.filter { $0.key != "labels" })
    if file["external"] != nil, file["external"] != .bool(false) {
      return note(place + ["external"], "reads what belongs to another stack", asked, users: users)
    }
    if file["name"] != nil, file["name"] != .string("\(own.appName)_\(name)") {
      note(place + ["name"], "can name another stack's", asked, users: users)
    }
    if let path = file["file"] {
      if let parts = path.stringValue.flatMap(own.parts) {
        places.append(Place(parts: parts, isWritten: false, at: place + ["file"], asked: path, users: users))
      } else {
        note(place + ["file"], "reads a file of the host", asked, users: users)
      }
    }
    for key in Self.strangers(file, besides: ["content", "external", "file", "labels", "name"]) {
      let reason = key == "environment" ? "reads a variable of what runs Docker Compose" : Self.unknown
      note(place + [key], reason, asked, users: users)
    }
  }
}
