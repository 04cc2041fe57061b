import SlipwayCore

/// What services are called in the file that runs.
extension StackPlan {
  func join(_ network: String, _ fields: inout [String: JSONValue], alias: String) {
    var networks = fields["networks"]?.members ?? ["default": .null]
    networks[network] = Self.adding(alias, to: networks[network] ?? .null)
    fields["networks"] = .object(networks)
  }

  /// On the network that all share it answers to no plain name: others may have a service that is called the same. The
  /// networks of its own know it by all its names.
  func setApart(_ name: String, _ fields: inout [String: JSONValue], from network: String) {
    var names = [name]
    if let typed = fields["container_name"]?.stringValue, !typed.hasPrefix(appName) {
      fields["container_name"] = .string("\(appName)-\(typed)")
      names.append(typed)
    }
    var networks = fields["networks"]?.members ?? [:]
    for (key, place) in networks where key != network {
      networks[key] = names.reduce(place) { Self.adding($1, to: $0) }
    }
    fields["networks"] = .object(networks)
  }

  /// What a service on the shared network is called in the file that runs, where it is replaced in place: the same in
  /// every version, and no other stack's.
  package static func sharedKey(_ service: String, appName: String) -> String {
    "\(service)-\(digest("\(appName)\0\(service)").prefix(8))"
  }

  private static func adding(_ alias: String, to place: JSONValue) -> JSONValue {
    var fields = place.members
    let aliases = fields["aliases"]?.arrayValue ?? []
    if !aliases.contains(.string(alias)) { fields["aliases"] = .array(aliases + [.string(alias)]) }
    return .object(fields)
  }

  func rename(_ model: inout StackModel, _ keys: [String: String]) {
    var renamed: [String: JSONValue] = [:]
    for (name, service) in model.services {
      var fields = service.members
      if let needed = fields["depends_on"]?.members {
        fields["depends_on"] = .object(
          Dictionary(needed.map { (keys[$0.key] ?? $0.key, $0.value) }, uniquingKeysWith: { first, _ in first }))
      }
      for field in ["network_mode", "pid", "ipc"] {
        guard let mode = fields[field]?.stringValue, mode.hasPrefix("service:") else { continue }
        let other = String(mode.dropFirst(8))
        fields[field] = .string("service:" + (keys[other] ?? other))
      }
      fields["volumes_from"] = fields["volumes_from"].map { Self.renamed($0, keys, isLink: false) }
      fields["links"] = fields["links"].map { Self.renamed($0, keys, isLink: true) }
      renamed[keys[name] ?? name] = .object(fields)
    }
    model.services = renamed
  }

  /// `db`, `db:ro`, `db:alias`: a link without an alias keeps its name as one.
  private static func renamed(_ list: JSONValue, _ keys: [String: String], isLink: Bool) -> JSONValue {
    guard let items = list.arrayValue else { return list }
    return .array(
      items.map { item in
        guard let text = item.stringValue else { return item }
        let name = String(text.prefix { $0 != ":" })
        guard let key = keys[name], key != name else { return item }
        return .string(key + (text == name ? (isLink ? ":" + name : "") : String(text.dropFirst(name.count))))
      })
  }
}
