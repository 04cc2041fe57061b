import SlipwayCore
import SlipwayHost
import SlipwayStore

/// The network that a preview shares with its own databases, and nobody else with it.
enum PreviewNetwork {
  static func name(of appName: String) -> String { "\(appName)-net" }

  /// Makes it where a part of a preview is about to join it.
  static func ensure(_ snapshot: DeploymentSnapshot, _ engine: Engine, _ docker: DockerClient) async throws {
    let application = snapshot.application
    let joined = (application.runtime.networkSwarm ?? []).compactMap(\.Target)
    guard let network = snapshot.previewNetwork, joined.contains(network),
      try await docker.inspectNetwork(network) == nil
    else { return }
    do {
      try await docker.createOverlay(
        network, labels: ReleaseLabels.owned(by: application.organizationID, instance: engine.configuration.instance))
    } catch let error as SlipwayError where error.code == .conflict {
      // The other part of the preview was faster.
    }
  }
}
