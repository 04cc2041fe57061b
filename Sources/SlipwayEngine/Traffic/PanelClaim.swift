import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Whose an instance's name is on a Docker Engine, as the proxy's service says: two installations of one name would take
/// each other's services away.
struct PanelClaim: Sendable {
  let engine: Engine
  let docker: DockerClient

  /// - Throws: ``SlipwayError`` `conflict` when it is another installation's, with what to do.
  func check() async throws {
    let instance = engine.configuration.instance
    let name = ProxyService.name(instance: instance)
    guard let other = try await docker.inspectService(name)?.Spec.Labels?[ReleaseLabels.panel],
      other != engine.store.panelID
    else { return }
    throw SlipwayError(
      .conflict,
      "Another Slipway works on this Docker Engine under the name \(instance): nothing is changed there. Give this one another "
        + "--instance and other ports. If the other one is gone for good, docker service rm \(name) hands the name over."
    )
  }
}
