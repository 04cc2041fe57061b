import Foundation
import SlipwayCore
import SlipwayHost

/// Makes what runs of a preview from what its parent is now: pure, and the same at every push.
///
/// Its own: name, host, networks, volumes, variables. Not taken over: published ports, folders of the server, replicas,
/// labels, registries, redirects, patches. A fork's does not have the parent's files either.
struct PreviewCopy: Sendable {
  let plan: PreviewPlan
  let preview: PreviewDeployment
  /// The Docker-level name of what it makes.
  let appName: String
  /// Over which the proxy reaches it.
  let proxyNetwork: String
  /// The one that it shares with its databases; `nil` when it has none.
  let ownNetwork: String?
  let now: Date

  /// - Parameter before: the one that there is already.
  func application(_ parent: Application, _ variables: PreviewVariables, before: Application?) -> Application {
    var copy =
      before
      ?? Application(
        organizationID: parent.organizationID, environmentID: parent.environmentID, name: "", appName: appName,
        autoDeploy: false, createdAt: now)
    copy.name = Self.name(parent.name, preview)
    (copy.icon, copy.environmentID, copy.serverID) = (parent.icon, parent.environmentID, parent.serverID)
    copy.source = source(parent.source, of: parent.source.sourceType.rawValue)
    copy.build = parent.build
    copy.build.registryId = nil
    copy.runtime = runtime(parent.runtime)
    copy.secrets.env = variables.environment(parent: parent.secrets.env)
    copy.secrets.buildArgs = variables.buildArgs()
    copy.secrets.buildSecrets = variables.buildSecrets()
    copy.secrets.gitPassword = parent.secrets.gitPassword
    copy.changedAt = now
    return copy
  }

  /// - Parameters:
  ///   - before: the one that there is already.
  ///   - exposed: the services with a host; they reach the databases.
  func stack(
    _ parent: ComposeStack, _ variables: PreviewVariables, before: ComposeStack?, exposed: [String]
  ) -> ComposeStack {
    var copy =
      before
      ?? ComposeStack(
        organizationID: parent.organizationID, environmentID: parent.environmentID, name: "", appName: appName,
        createdAt: now)
    copy.name = Self.name(parent.name, preview)
    (copy.icon, copy.environmentID, copy.serverID) = (parent.icon, parent.environmentID, parent.serverID)
    copy.autoDeploy = false
    copy.source = source(parent.source, of: parent.settings.sourceType.rawValue)
    copy.settings = parent.settings
    copy.settings.isPreview = true
    (copy.settings.suffix, copy.settings.randomize) = ("", false)
    (copy.settings.isolatedDeployment, copy.settings.isolatedDeploymentsVolume) = (false, false)
    // What the server's owner allowed was the parent's file, not a stranger's.
    (copy.settings.allowedDangers, copy.settings.allowedBy) = ([], nil)
    copy.settings.services = [:]
    copy.settings.serviceNetworks =
      ownNetwork.map { network in
        exposed.map { StackSettings.ServiceNetworks(serviceName: $0, networkIds: [network]) }
      } ?? []
    copy.secrets.composeFile = parent.secrets.composeFile
    copy.secrets.env = variables.environment(parent: parent.secrets.env)
    copy.secrets.gitPassword = parent.secrets.gitPassword
    copy.changedAt = now
    return copy
  }

  /// An empty one like the parent's, with passwords of its own.
  func database(_ original: Database) -> Database {
    var copy = Database(
      organizationID: original.organizationID, environmentID: original.environmentID,
      name: Self.name(original.name, preview), appName: appName, settings: original.settings, createdAt: now)
    copy.serverID = original.serverID
    copy.runtime = runtime(original.runtime)
    copy.runtime.networkSwarm = ownNetwork.map { [SwarmNetwork(Target: $0)] }
    copy.secrets.password = Self.password()
    if original.secrets.rootPassword != nil {
      copy.secrets.rootPassword =
        original.settings.databaseUser == "root" ? copy.secrets.password : Self.password()
    }
    if original.secrets.replicaSetKey != nil {
      copy.secrets.replicaSetKey = Secret(RandomText.token() + RandomText.token())
    }
    return copy
  }

  /// The parent's storage as the copy has it: volumes are new, folders of the server stay away.
  func mounts(_ originals: [Mount], of copy: ID<Deployable>) -> [Mount] {
    let kept = originals.filter { $0.type == .volume || ($0.type == .file && !preview.origin.isFork) }
    return kept.map { mount in
      var mount = mount
      (mount.id, mount.deployableID) = (.random(), copy)
      // By where it is, not by its place among the others: those change.
      if mount.type == .volume {
        mount.volumeName = "\(appName)-\(TokenDigest.of(mount.mountPath).prefix(10).lowercased())"
      }
      return mount
    }
  }

  /// A fork's commits, too, are fetched from the repository itself: its credentials go nowhere else.
  private func source(_ parent: SourceSettings, of kind: String) -> SourceSettings {
    var source = parent
    source.follow(preview.origin.reference, at: ProviderKind(rawValue: kind))
    (source.watchPaths, source.branchPatterns, source.tagPatterns) = (nil, nil, nil)
    return source
  }

  private func runtime(_ parent: RuntimeSettings) -> RuntimeSettings {
    var runtime = parent
    runtime.replicas = 1
    runtime.modeSwarm = nil
    runtime.labelsSwarm = nil
    runtime.endpointSpecSwarm?.Ports = nil
    runtime.detachDokployNetwork = false
    runtime.networkSwarm = ([proxyNetwork] + [ownNetwork].compactMap(\.self)).map { SwarmNetwork(Target: $0) }
    return runtime
  }

  static func name(_ parent: String, _ preview: PreviewDeployment) -> String {
    "\(parent.prefix(150)) \(preview.label.prefix(40))"
  }

  private static func password() -> Secret { Secret(String(RandomText.token().prefix(32))) }
}
