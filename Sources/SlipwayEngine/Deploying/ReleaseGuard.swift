import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Looks at a service before it is made: what was allowed when it was saved must be so when it runs, also of a release
/// that is gone back to.
struct ReleaseGuard: Sendable {
  let engine: Engine
  let host: any Host
  let snapshot: DeploymentSnapshot

  /// - Throws: ``SlipwayError`` `badRequest` naming the setting.
  func check(_ spec: ServiceSpec) async throws {
    try await BindRules(engine.configuration).check(folders(of: spec), on: host)
    for mount in spec.TaskTemplate.ContainerSpec.Mounts ?? [] where mount.`Type` == "volume" {
      if let volume = mount.Source { try await check(volume: volume) }
    }
    for network in spec.TaskTemplate.Networks ?? [] {
      try await NetworkRules(
        instance: engine.configuration.instance, organization: snapshot.application.organizationID
      )
      .check(network.Target ?? "", docker: host.docker)
    }
  }

  /// A volume that is there already was made for this organisation, or the server's owner has given it to it.
  private func check(volume: String) async throws {
    let organization = snapshot.application.organizationID
    guard let found = try await host.docker.inspectVolume(volume),
      found.Labels?[ReleaseLabels.organization] != organization.rawValue
    else { return }
    let claim = try await engine.store.read { try $0.volumeClaims.find(volume) }
    guard let claim, claim.organizationID == organization, claim.isAdopted else {
      throw SlipwayError.invalid(
        "volumeName",
        "the volume \(volume) is there already and was not made for this organisation; the server's owner may mount it"
      )
    }
  }

  /// The folders of the server; the application's own files are Slipway's to mount.
  private func folders(of spec: ServiceSpec) -> [HostPath] {
    let files = HostPath("\(engine.folders.files)/\(snapshot.application.appName)")
    return (spec.TaskTemplate.ContainerSpec.Mounts ?? []).compactMap { mount in
      guard mount.`Type` == "bind", let source = mount.Source.flatMap({ HostPath(ServiceSpec.plain($0)) }) else {
        return nil
      }
      return files.map(source.isWithin) ?? false ? nil : source
    }
  }
}
