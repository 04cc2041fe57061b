import Foundation
import SlipwayCore
import SlipwayStore

/// Makes a service once more under another name.
///
/// Copied: source, build and run-time settings, the environment with its secrets, folders and files, redirects, logins,
/// patches. Not copied: domains, published ports and network aliases, which lead to one service only; the data in volumes,
/// of which the copy has new and empty ones; the webhook's token; deployments and their logs.
struct DeployableCopy {
  let tx: Transaction
  let now: Date
  /// Ends the copy's name.
  var suffix = ""

  func run(_ original: Deployable, into environment: ID<Environment>) throws {
    switch original.kind {
    case .application: try copy(try tx.applications.one(original.id), into: environment)
    case .database: try copy(try tx.databases.one(original.id), into: environment)
    case .compose: try copy(try tx.composeStacks.one(original.id), into: environment)
    }
  }

  private func copy(_ original: Application, into environment: ID<Environment>) throws {
    var copy = Application(
      organizationID: original.organizationID, environmentID: environment, name: original.name + suffix,
      appName: try freeName(original.appName), description: original.description, icon: original.icon,
      autoDeploy: original.autoDeploy, source: original.source, build: original.build,
      runtime: single(original.runtime), secrets: original.secrets, createdAt: now)
    (copy.changedAt, copy.serverID) = (now, original.serverID)
    try tx.applications.insert(copy)
    try copyMounts(of: original.id, to: copy.deployable)
    for var redirect in try tx.redirects.all(of: original.id) {
      (redirect.id, redirect.deployableID, redirect.createdAt) = (.random(), copy.id, now)
      try tx.redirects.insert(redirect)
    }
    for var auth in try tx.basicAuths.all(of: original.id) {
      (auth.id, auth.deployableID, auth.createdAt) = (.random(), copy.id, now)
      try tx.basicAuths.insert(auth)
    }
    for var patch in try tx.sourcePatches.all(of: original.id) {
      (patch.id, patch.deployableID, patch.createdAt) = (.random(), copy.id, now)
      try tx.sourcePatches.insert(patch)
    }
  }

  /// - Parameter name: of the copy; the original's with the suffix when left out.
  @discardableResult
  func copy(_ original: Database, named name: String? = nil, into environment: ID<Environment>) throws -> Database {
    var copy = Database(
      organizationID: original.organizationID, environmentID: environment, name: name ?? original.name + suffix,
      appName: try freeName(original.appName), settings: original.settings, secrets: original.secrets, createdAt: now)
    (copy.description, copy.serverID) = (original.description, original.serverID)
    copy.runtime = single(original.runtime)
    // A password that is on its way to the original's server is not on its way to this one.
    copy.secrets.password = original.secrets.nextPassword ?? original.secrets.password
    copy.secrets.nextPassword = nil
    try tx.databases.insert(copy)
    try copyMounts(of: original.id, to: copy.deployable)
    return copy
  }

  private func copy(_ original: ComposeStack, into environment: ID<Environment>) throws {
    var copy = ComposeStack(
      organizationID: original.organizationID, environmentID: environment, name: original.name + suffix,
      appName: try freeName(original.appName), createdAt: now)
    (copy.description, copy.icon, copy.autoDeploy) = (original.description, original.icon, original.autoDeploy)
    (copy.source, copy.settings, copy.secrets) = (original.source, original.settings, original.secrets)
    // It names the isolated network: two stacks of one suffix would share it.
    copy.settings.suffix = ""
    (copy.changedAt, copy.serverID) = (now, original.serverID)
    try tx.composeStacks.insert(copy)
    try copyMounts(of: original.id, to: copy.deployable)
  }

  private func copyMounts(of original: ID<Deployable>, to copy: Deployable) throws {
    for (number, mount) in try tx.mounts.all(of: original).enumerated() {
      var mount = mount
      (mount.id, mount.deployableID) = (.random(), copy.id)
      if mount.type == .volume {
        let name = number == 0 ? "\(copy.appName)-data" : "\(copy.appName)-data-\(number + 1)"
        mount.volumeName = name
        try tx.volumeClaims.claim(name, for: copy.organizationID)
      }
      try tx.mounts.insert(mount)
    }
  }

  /// Without what would lead another service's requests here.
  private func single(_ runtime: RuntimeSettings) -> RuntimeSettings {
    var runtime = runtime
    runtime.endpointSpecSwarm?.Ports = nil
    runtime.networkSwarm = runtime.networkSwarm?.map { network in
      var network = network
      network.Aliases = nil
      return network
    }
    return runtime
  }

  /// The original's name without the suffix that made it unique.
  private func freeName(_ appName: String) throws -> String {
    let dash = appName.lastIndex(of: "-") ?? appName.endIndex
    return try FreeName.find(typed: String(appName[..<dash]), tx)
  }
}
