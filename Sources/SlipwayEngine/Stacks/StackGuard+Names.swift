import SlipwayCompose
import SlipwayCore
import SlipwayStore

extension StackGuard {
  /// No container is called like another service's, and on the network that all share nobody answers to a name of
  /// somebody else's.
  func checkNames(_ model: StackModel, _ file: StackFile) async throws {
    let shared = Surroundings.network(instance: engine.configuration.instance)
    let keys = Set(model.networks.filter { ($0.value["name"]?.stringValue ?? $0.key) == shared }.keys)
    let others = try await engine.store.read { try $0.deployables.names() }.filter { $0.id != stack.id }.map(
      \.appName)
    let taken = others + [engine.configuration.instance]
    for (service, fields) in model.services {
      let places = (fields["networks"]?.members ?? [:]).filter { keys.contains($0.key) }
      if !places.isEmpty, file.services[service]?.key == service {
        throw Self.refused(
          "this release would answer to '\(service)' on the network that all share, as earlier versions of Slipway let "
            + "it; deploy the stack again")
      }
      let aliases = places.values.flatMap { $0["aliases"]?.arrayValue ?? [] }.compactMap(\.stringValue)
      let names =
        (places.isEmpty ? [] : [service] + aliases) + [fields["container_name"]?.stringValue].compactMap(\.self)
      let own = Set(file.addresses.values)
      for name in names where !own.contains(name) && Self.isTaken(name.lowercased(), by: taken, own: stack.appName) {
        throw Self.refused("'\(name)' would answer to another service's name; call it something else")
      }
    }
  }

  /// Another's name, or one that begins as all of another's do.
  static func isTaken(_ name: String, by others: [String], own: String) -> Bool {
    others.contains { other in
      guard name == other || ["-", "_"].contains(where: { name.hasPrefix(other + $0) }) else { return false }
      // Where one name begins as another does, the longer one decides.
      return !(own.hasPrefix(other) && ["-", "_"].contains { name.hasPrefix(own + $0) })
    }
  }

  /// Keeps the ports of the file, and of what still runs, for the stack.
  func claimPorts(_ model: StackModel) async throws {
    let asked = try StackPortRules.all(in: model)
    let (id, organization, configuration) = (stack.id, stack.organizationID, engine.configuration)
    let server = stack.serverID
    try await engine.store.write { tx in
      let reserved = ReservedPorts.all(configuration, on: try server.map { try tx.servers.one($0) })
      try StackPortRules.check(asked, of: id, reserved: reserved, tx)
      let running = try tx.releases.current(of: id).flatMap { release in
        try? StackPortRules.all(in: StackModel(root: StackFile.read(release).model))
      }
      try tx.stackPorts.replace(Set(asked + (running ?? [])).sorted { $0.first < $1.first }, of: id, in: organization)
    }
  }

  /// What ran before is gone: its ports are free for others.
  func leavePorts(besides file: StackFile) async throws {
    let asked = try StackPortRules.all(in: StackModel(root: file.model))
    let (id, organization) = (stack.id, stack.organizationID)
    try await engine.store.write { try $0.stackPorts.replace(asked, of: id, in: organization) }
  }
}
