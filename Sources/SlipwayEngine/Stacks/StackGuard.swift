import SlipwayCompose
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Looks at a stack's file before it runs: what it mounts, joins and is called must be its own or its organisation's, also
/// of a release that is gone back to.
struct StackGuard: Sendable {
  let engine: Engine
  let host: any Host
  let stack: ComposeStack

  /// - Throws: ``SlipwayError`` `badRequest` or `conflict` naming what is not.
  func check(_ file: StackFile) async throws {
    let model = StackModel(root: file.model)
    let own = StackFolders(engine.folders, appName: stack.appName)
    let folders = file.mounted.filter { $0.mount.type == "bind" }.compactMap { HostPath($0.mount.source) }
    let outside = folders.filter { folder in HostPath(own.root).map { !folder.isWithin($0) } ?? true }
    try await BindRules(engine.configuration).check(outside, on: host)
    try await checkVolumes(file)
    try await checkNetworks(model, isolated: file.isolatedNetwork)
    try await checkNames(model, besides: Set(file.addresses.values))
  }

  /// A volume that is there already is this organisation's, or the server's owner has allowed it and so given it to the
  /// organisation; a database's is mounted by nothing else.
  private func checkVolumes(_ file: StackFile) async throws {
    let organization = stack.organizationID
    let guardian = VolumeGuard(engine: engine, docker: host.docker, organization: organization)
    let external = file.externalVolumes
    for name in file.volumeNames {
      let owner = try await host.docker.inspectVolume(name)?.Labels?[ReleaseLabels.organization]
      try await engine.store.write { tx in
        let claim = try tx.volumeClaims.find(name)
        let users = try tx.mounts.claiming(volumeName: name)
        guard claim?.organizationID ?? organization == organization,
          owner == nil || owner == organization.rawValue,
          users.allSatisfy({ $0.organizationID == organization })
        else { throw Self.refused("the volume \(name) is in use on this server") }
        for user in users {
          guard let database = try tx.databases.find(user.deployableID) else { continue }
          throw Self.refused(
            "the volume \(name) is the database \(database.name)'s: two servers on it would spoil it")
        }
        // What a file uses from outside of the stack was a danger, and has been allowed by now.
        let isGiven = owner == nil && external.contains(name)
        if claim == nil || (isGiven && claim?.isAdopted == false) {
          try tx.volumeClaims.claim(name, for: organization, isAdopted: isGiven)
        }
      }
      do {
        try await guardian.check(name)
      } catch let error as SlipwayError where error.code == .badRequest {
        throw Self.refused(
          "the volume \(name) is there already and was not made for this organisation; the server's owner may allow "
            + "it as an external one")
      }
    }
  }

  /// The proxy's network, the stack's own, and those of its organisation; of what nobody owns, the server's owner decides.
  private func checkNetworks(_ model: StackModel, isolated: String?) async throws {
    let open = Surroundings.network(instance: engine.configuration.instance)
    for (key, network) in model.networks {
      let name = network["name"]?.stringValue ?? key
      guard name != open, let found = try await host.docker.inspectNetwork(name) else { continue }
      let (owner, deployable) = (
        found.Labels?[ReleaseLabels.organization], found.Labels?[ReleaseLabels.deployable]
      )
      if name == isolated, deployable != stack.id.rawValue {
        throw SlipwayError.invalid(
          "suffix", "there is a network '\(name)' already that is not this stack's; choose another suffix")
      }
      guard owner == nil || owner == stack.organizationID.rawValue else {
        throw Self.refused("the network \(name) is in use on this server")
      }
    }
  }

  /// On the network that all share, nobody may answer to a name of somebody else's.
  private func checkNames(_ model: StackModel, besides own: Set<String>) async throws {
    let shared = Surroundings.network(instance: engine.configuration.instance)
    let keys = Set(model.networks.filter { ($0.value["name"]?.stringValue ?? $0.key) == shared }.keys)
    let others = try await engine.store.read { try $0.deployables.names() }.filter { $0.id != stack.id }.map(
      \.appName)
    let taken = others + [engine.configuration.instance]
    for (service, fields) in model.services {
      let places = (fields["networks"]?.members ?? [:]).filter { keys.contains($0.key) }
      guard !places.isEmpty else { continue }
      let aliases = places.values.flatMap { $0["aliases"]?.arrayValue ?? [] }.compactMap(\.stringValue)
      for name in [service, fields["container_name"]?.stringValue].compactMap(\.self) + aliases
      where !own.contains(name) {
        let plain = name.lowercased()
        guard taken.contains(where: { plain == $0 || plain.hasPrefix($0 + "-") }) else { continue }
        throw Self.refused("'\(name)' would answer to another service's name; call it something else")
      }
    }
  }

  private static func refused(_ problem: String) -> SlipwayError { SlipwayError.invalid("composeFile", problem) }
}
