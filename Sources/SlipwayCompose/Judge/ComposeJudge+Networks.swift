import SlipwayCore

extension ComposeJudge {
  /// The network's name in Docker.
  private func network(_ key: String) -> String {
    let network = model["networks"]?[key]
    let isFromOutside = network?["external"] != nil && network?["external"] != .bool(false)
    return network?["name"]?.stringValue ?? (isFromOutside ? key : "\(own.appName)_\(key)")
  }

  /// Where and as what a service can be reached.
  mutating func lookAtNetworks(_ value: JSONValue, _ place: [String], _ name: String) {
    if value.members.isEmpty { note(place, Self.unknown, value, service: name) }
    // Not `link_local_ips`: a cloud's own services have such addresses.
    let known: Set = [
      "aliases", "gw_priority", "interface_name", "ipv4_address", "ipv6_address", "mac_address",
      "priority",
    ]
    for (key, settings) in Self.sorted(value) {
      let at = place + [key]
      guard model["networks"]?[key] != nil || key == "default" else {
        note(at, "joins a network from outside the stack", settings, service: name)
        continue
      }
      for stranger in Self.strangers(settings, besides: known) {
        note(at + [stranger], Self.unknown, settings[stranger] ?? .null, service: name)
      }
      if network(key) == own.sharedNetwork { lookAtShared(settings, at, name) }
    }
  }

  /// Everybody's services are there: who could choose what to answer to could answer for others.
  private mutating func lookAtShared(_ settings: JSONValue, _ at: [String], _ name: String) {
    for key in Self.strangers(settings, besides: ["aliases", "gw_priority", "priority"]) {
      note(
        at + [key], "takes an address on the network that all share", settings[key] ?? .null, service: name)
    }
    for alias in settings["aliases"]?.arrayValue ?? [] {
      let text = alias.stringValue ?? ""
      guard !own.addresses.contains(text), !text.hasPrefix(own.appName + "-") else { continue }
      note(
        at + ["aliases"],
        "answers to '\(text)' on the network that all share; a name there begins with '\(own.appName)-'", alias,
        service: name)
    }
  }

  mutating func look(atNetwork name: String, _ network: JSONValue) {
    let place = ["networks", name]
    let users = users(of: name, in: "networks")
    let real = self.network(name)
    let asked = JSONValue.object(network.members.filter { $0.key != "labels" })
    if network["external"] != nil, network["external"] != .bool(false) || real == own.sharedNetwork {
      let isKnown = network["external"] == .bool(true) && (real == own.sharedNetwork || own.networks.contains(real))
      guard !isKnown || !Self.strangers(network, besides: ["external", "labels", "name"]).isEmpty else { return }
      return note(place + ["external"], "joins a network from outside the stack", asked, users: users)
    }
    if real != "\(own.appName)_\(name)" {
      note(place + ["name"], "can name another stack's network", asked, users: users)
    }
    for (key, reason) in Self.dangers(ofOwn: network) { note(place + [key], reason, asked, users: users) }
  }

  private static func dangers(ofOwn network: JSONValue) -> [(String, String)] {
    var found: [(String, String)] = []
    if !isNothing(network["driver"]), !["bridge", "overlay"].contains(network["driver"]?.stringValue) {
      found.append(("driver", "joins the host's own network"))
    }
    let options = strangers(
      network["driver_opts"] ?? .null, besides: ["com.docker.network.driver.mtu", "encrypted"])
    if !options.isEmpty {
      found.append(("driver_opts", "changes how the host's networks are made"))
    }
    if !isPrivate(network["ipam"] ?? .null) {
      found.append(("ipam", "takes addresses away from the server's own network"))
    }
    let known: Set = [
      "attachable", "driver", "driver_opts", "enable_ipv4", "enable_ipv6", "external", "internal", "ipam", "labels",
      "name",
    ]
    return found + strangers(network, besides: known).map { ($0, unknown) }
  }

  /// Ranges that no address of the world is in; whether the server uses them itself is looked at before it starts.
  private static func isPrivate(_ plan: JSONValue) -> Bool {
    guard strangers(plan, besides: ["config", "driver"]).isEmpty,
      isNothing(plan["driver"]) || plan["driver"] == .string("default")
    else { return false }
    return (plan["config"]?.arrayValue ?? []).allSatisfy { entry in
      guard strangers(entry, besides: ["aux_addresses", "gateway", "ip_range", "subnet"]).isEmpty else {
        return false
      }
      return isPrivate(subnet: entry)
    } && (isNothing(plan["config"]) || plan["config"]?.arrayValue != nil)
  }

  private static func isPrivate(subnet entry: JSONValue) -> Bool {
    guard let subnet = entry["subnet"]?.stringValue.flatMap({ AddressRange($0) }), subnet.isPrivate else {
      return false
    }
    let bits = subnet.bytes.count * 8
    return (isNothing(entry["ip_range"]) || isWithin(subnet, entry["ip_range"]?.stringValue))
      && (isNothing(entry["gateway"]) || isWithin(subnet, entry["gateway"]?.stringValue.map { "\($0)/\(bits)" }))
  }

  private static func isWithin(_ subnet: AddressRange, _ text: String?) -> Bool {
    text.flatMap { AddressRange($0) }.map(subnet.contains) ?? false
  }
}
