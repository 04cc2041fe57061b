import SlipwayCore

/// The file of a stack as `docker stack deploy` takes it: pure. Swarm's reader knows fewer words than Compose's.
package struct SwarmStackFile: Sendable {
  /// Without IPVS neither virtual addresses nor the routing mesh work.
  package var hasVirtualAddresses: Bool
  private let node: String?
  private static let known: Set = [
    "cap_add", "cap_drop", "cgroup_parent", "command", "configs", "credential_spec", "deploy", "dns", "dns_search",
    "domainname", "entrypoint", "environment", "expose", "external_links", "extra_hosts", "healthcheck", "hostname",
    "image", "init", "isolation", "labels", "logging", "mac_address", "networks", "ports", "read_only", "secrets",
    "stdin_open", "stop_grace_period", "stop_signal", "sysctls", "tmpfs", "tty", "ulimits", "user", "volumes",
    "working_dir",
  ]

  /// - Parameter node: the id of the node that has the stack's images and volumes.
  package init(hasVirtualAddresses: Bool, node: String? = nil) {
    self.hasVirtualAddresses = hasVirtualAddresses
    self.node = node
  }

  /// - Returns: the file, and a sentence for each setting that Swarm does not have.
  package func make(of model: StackModel) -> (file: StackModel, omitted: [String]) {
    var omitted: [String] = []
    var file = StackModel(root: ["version": "3.8"])
    for section in ["networks", "volumes", "secrets", "configs"] {
      guard let things = model.root[section]?.members, !things.isEmpty else { continue }
      file.root[section] = .object(things.mapValues { Self.cleaned($0) })
    }
    for (key, service) in model.services {
      let fields = service.members
      for name in fields.keys.sorted() where !Self.known.contains(name) && !["depends_on", "restart"].contains(name) {
        if !Self.isEmpty(fields[name]) { omitted.append("Swarm has no '\(name)' (of '\(key)'); it is left out.") }
      }
      var made = self.service(fields)
      if let volume = StackObstacle.writable(service), Self.stopFirst(&made) {
        omitted.append("'\(key)' writes to \(volume): its tasks stop before their successors start.")
      }
      for port in fields["ports"]?.arrayValue ?? [] where Self.isLocal(port) {
        let number = port["published"]?.stringValue ?? port["target"]?.wholeNumber.map(String.init) ?? ""
        omitted.append("Swarm publishes ports for everybody: port \(number) of '\(key)' is left out.")
      }
      file.services[key] = .object(made)
    }
    return (file, omitted.sorted())
  }

  private func service(_ fields: [String: JSONValue]) -> [String: JSONValue] {
    var result = fields.filter { Self.known.contains($0.key) && !Self.isEmpty($0.value) }
    var deploy = result["deploy"]?.members ?? [:]
    if deploy["restart_policy"] == nil, let restart = fields["restart"]?.stringValue {
      let condition = restart == "no" ? "none" : restart.hasPrefix("on-failure") ? "on-failure" : "any"
      deploy["restart_policy"] = ["condition": .string(condition)]
    }
    if !hasVirtualAddresses { deploy["endpoint_mode"] = "dnsrr" }
    if deploy["replicas"] == nil, deploy["mode"] != .string("global"), let scale = fields["scale"] {
      deploy["replicas"] = scale
    }
    result["deploy"] = .object(isBound(fields) ? bound(deploy) : deploy)
    if let ports = fields["ports"]?.arrayValue {
      result["ports"] = .array(ports.filter { !Self.isLocal($0) }.map(port))
    }
    if let volumes = fields["volumes"]?.arrayValue { result["volumes"] = .array(volumes.map(Self.volume)) }
    if let networks = fields["networks"]?.members {
      result["networks"] = .object(
        networks.mapValues { place in .object(place.members.filter { $0.key == "aliases" }) })
    }
    return result
  }

  /// Images by their identity, volumes and folders are on one node only.
  private func isBound(_ fields: [String: JSONValue]) -> Bool {
    let kinds = (fields["volumes"]?.arrayValue ?? []).compactMap { $0["type"]?.stringValue }
    return kinds.contains { $0 == "volume" || $0 == "bind" }
      || fields["image"]?.stringValue?.hasPrefix("sha256:") == true
  }

  private func bound(_ deploy: [String: JSONValue]) -> [String: JSONValue] {
    guard let node, !node.isEmpty else { return deploy }
    var (deploy, placement) = (deploy, deploy["placement"]?.members ?? [:])
    placement["constraints"] = .array((placement["constraints"]?.arrayValue ?? []) + [.string("node.id==\(node)")])
    deploy["placement"] = .object(placement)
    return deploy
  }

  /// Two tasks on one volume may spoil it.
  /// - Returns: whether the file asked for something else.
  private static func stopFirst(_ fields: inout [String: JSONValue]) -> Bool {
    var deploy = fields["deploy"]?.members ?? [:]
    var isChanged = false
    for field in ["update_config", "rollback_config"] where deploy[field]?["order"] == .string("start-first") {
      var config = deploy[field]?.members ?? [:]
      config["order"] = "stop-first"
      deploy[field] = .object(config)
      isChanged = true
    }
    fields["deploy"] = .object(deploy)
    return isChanged
  }

  /// Meant for one address of the server only.
  private static func isLocal(_ port: JSONValue) -> Bool {
    !["", "0.0.0.0", "::"].contains(port["host_ip"]?.stringValue ?? "")
  }

  private func port(_ port: JSONValue) -> JSONValue {
    var fields = port.members.filter { ["target", "protocol", "mode"].contains($0.key) }
    if let published = port["published"]?.wholeNumber { fields["published"] = .integer(published) }
    if !hasVirtualAddresses { fields["mode"] = "host" }
    return .object(fields)
  }

  private static func volume(_ volume: JSONValue) -> JSONValue {
    var fields = volume.members.filter { ["type", "source", "target", "read_only", "consistency"].contains($0.key) }
    if let propagation = volume["bind"]?["propagation"] { fields["bind"] = ["propagation": propagation] }
    if let nocopy = volume["volume"]?["nocopy"] { fields["volume"] = ["nocopy": nocopy] }
    if let size = volume["tmpfs"]?["size"]?.wholeNumber { fields["tmpfs"] = ["size": .integer(size)] }
    return .object(fields)
  }

  private static func cleaned(_ thing: JSONValue) -> JSONValue {
    .object(thing.members.filter { !isEmpty($0.value) })
  }

  private static func isEmpty(_ value: JSONValue?) -> Bool {
    switch value {
    case nil, .null, .array([]), .object([:]): true
    default: false
    }
  }
}
