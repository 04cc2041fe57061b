package import SlipwayAgent
package import SlipwayCore

/// What Slipway has on a server's machine, by name.
package struct ServerPlace: Sendable {
  /// Of everything that Slipway keeps there in files.
  package static let root = "/var/lib/slipway-server"

  package let instance: String

  package init(_ configuration: Configuration) { instance = configuration.instance }

  /// All of this installation's files there.
  package var folder: String { "\(Self.root)/\(instance)" }
  /// The proxy's files.
  package var traefik: String { DataFolders(root: folder).traefik }
  /// What measures the machine.
  package var agent: AgentPlace { AgentPlace(root: folder, instance: instance) }
  package var network: String { Surroundings.network(instance: instance) }
  package var proxy: String { ProxyService.name(instance: instance) }
}
