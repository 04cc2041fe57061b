import SlipwayCore
import SlipwayHost
import SlipwayStore

/// The network that a preview shares with its own databases, and nobody else with it.
enum PreviewNetwork {
  static func name(of appName: String) -> String { "\(appName)-net" }

  /// Makes the networks of a preview's part that are not there yet.
  static func ensure(_ snapshot: DeploymentSnapshot, _ engine: Engine, _ docker: DockerClient) async throws {
    guard snapshot.preview != nil else { return }
    let application = snapshot.application
    let labels = ReleaseLabels.owned(by: application.organizationID, instance: engine.configuration.instance)
    for network in (application.runtime.networkSwarm ?? []).compactMap(\.Target) where network.hasSuffix("-net") {
      guard try await docker.inspectNetwork(network) == nil else { continue }
      do {
        try await docker.createOverlay(network, labels: labels)
      } catch let error as SlipwayError where error.code == .conflict {
        // The other part of the preview was faster.
      }
    }
  }
}
