import SlipwayCompose
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Looks at a stack's file whenever it is about to run: what it asks of the server is allowed, and what it mounts, joins,
/// publishes and is called is its own or its organisation's, also of a release that is gone back to.
struct StackGuard: Sendable {
  let engine: Engine
  let host: any Host
  let stack: ComposeStack

  /// - Throws: ``SlipwayError`` `forbidden`, `badRequest` or `conflict` naming what is not.
  func check(_ file: StackFile) async throws {
    let judge = StackJudge(engine, stack)
    try ComposeDangers.refuse(judge.dangers(in: file), allowed: stack.settings.allowedDangers)
    try await checkPaths(judge.pathsOutside(of: file))
    let model = StackModel(root: file.model)
    try await checkVolumes(model)
    try await checkNetworks(model, isolated: file.isolatedNetwork)
    try await checkNames(model, file)
    try await claimPorts(model)
  }

  /// What was allowed is still none of Slipway's own data.
  private func checkPaths(_ paths: [String]) async throws {
    let folders = try paths.map { path in
      // The file that runs says a dollar sign twice.
      guard let folder = HostPath(path.replacing("$$", with: "$")) else {
        throw Self.refused("the path '\(path)' cannot be mounted: write it as an absolute path without '..'")
      }
      return folder
    }
    try await BindRules(engine.configuration).check(folders, on: host)
  }

  /// A volume that is there already is this organisation's; a database's is mounted by nothing else. What the server's
  /// owner allowed the stack from outside is the organisation's from then on, unless it is somebody's.
  private func checkVolumes(_ model: StackModel) async throws {
    let guarding = VolumeGuard(engine: engine, docker: host.docker, organization: stack.organizationID)
    for (key, volume) in model.volumes.sorted(by: { $0.key < $1.key }) {
      let name = volume["name"]?.stringValue ?? "\(stack.appName)_\(key)"
      let isOwn = name == "\(stack.appName)_\(key)" && !(volume["external"]?.isTrue ?? false)
      let owner = try await host.docker.inspectVolume(name)?.Labels?[ReleaseLabels.organization]
      let (organization, server) = (stack.organizationID, stack.serverID)
      try await engine.store.write { tx in
        let claim = try tx.volumeClaims.find(name)
        let users = try tx.mounts.claiming(volumeName: name, on: server)
        guard claim.map({ $0.organizationID == organization }) ?? true,
          owner == nil || owner == organization.rawValue, users.allSatisfy({ $0.organizationID == organization })
        else { throw Self.refused("the volume \(name) is in use on this server") }
        for user in users {
          guard let database = try tx.databases.find(user.deployableID) else { continue }
          throw Self.refused(
            "the volume \(name) is the database \(database.name)'s: two servers on it would spoil it")
        }
        if claim?.isAdopted != true, claim == nil || !isOwn {
          try tx.volumeClaims.claim(name, for: organization, isAdopted: !isOwn)
        }
      }
      do {
        try await guarding.check(name)
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
      guard name != open else { continue }
      let found = try await host.docker.inspectNetwork(name)
      if let found {
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
      try await StackSubnets(host: host).check(key, network, present: found)
    }
  }

  static func refused(_ problem: String) -> SlipwayError { SlipwayError.invalid("composeFile", problem) }
}
