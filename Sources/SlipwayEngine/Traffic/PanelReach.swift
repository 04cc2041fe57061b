import SlipwayCore
import SlipwayHost

/// Whether the proxy can reach the dashboard at the address that this process listens on.
package enum PanelReach {
  /// - Returns: why it cannot, and what to do; `nil` when it can, or when Docker does not answer that.
  package static func problem(_ engine: Engine) async -> String? {
    guard let gateway = try? await ProxyInstall(engine).gateway() else { return nil }
    return PanelRoute.problem(listenHost: engine.configuration.listenHost, gateway: gateway)
  }
}
