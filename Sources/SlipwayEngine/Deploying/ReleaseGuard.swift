import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Looks at a service before it is made: what was allowed when it was saved must be so when it runs, also of a release
/// that is gone back to.
struct ReleaseGuard: Sendable {
  let engine: Engine
  let machine: Machine
  let snapshot: DeploymentSnapshot

  /// - Throws: ``SlipwayError`` `badRequest` naming the setting.
  func check(_ spec: ServiceSpec) async throws {
    try await BindRules(engine.configuration).check(folders(of: spec), on: machine.host)
    let volumes = VolumeGuard(
      engine: engine, docker: machine.docker, organization: snapshot.application.organizationID)
    for mount in spec.TaskTemplate.ContainerSpec.Mounts ?? [] where mount.`Type` == "volume" {
      if let volume = mount.Source { try await volumes.check(volume) }
    }
    let organization = snapshot.application.organizationID
    let server = machine.server
    let adopted = try await engine.store.read { Set(try $0.networks.all(in: organization, on: server).map(\.name)) }
    for network in spec.TaskTemplate.Networks ?? [] {
      try await NetworkRules(
        instance: engine.configuration.instance, organization: organization, adopted: adopted
      )
      .check(network.Target ?? "", docker: machine.docker)
    }
  }

  /// The folders of the server; the application's own files are Slipway's to mount.
  private func folders(of spec: ServiceSpec) -> [HostPath] {
    let files = HostPath("\(machine.folders.files)/\(snapshot.application.appName)")
    return (spec.TaskTemplate.ContainerSpec.Mounts ?? []).compactMap { mount in
      guard mount.`Type` == "bind", let source = mount.Source.flatMap({ HostPath(ServiceSpec.plain($0)) }) else {
        return nil
      }
      return files.map(source.isWithin) ?? false ? nil : source
    }
  }
}
