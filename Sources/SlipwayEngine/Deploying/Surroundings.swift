package import SlipwayCore
package import SlipwayHost

/// What a release's spec depends on besides the application: names of this installation, what the machine can do.
package struct Surroundings: Sendable, Hashable {
  package var instance: String
  package var serviceName: String
  package var release: ID<Release>
  package var folders: DataFolders
  /// The kernel has IPVS: without it neither virtual addresses nor the routing mesh work.
  package var hasVirtualAddresses: Bool

  package init(
    instance: String, serviceName: String, release: ID<Release>, folders: DataFolders, hasVirtualAddresses: Bool
  ) {
    self.instance = instance
    self.serviceName = serviceName
    self.release = release
    self.folders = folders
    self.hasVirtualAddresses = hasVirtualAddresses
  }

  /// The network that all services of this installation and the proxy share.
  package static func network(instance: String) -> String { "\(instance)-network" }

  /// Whether the machine's kernel has IPVS.
  package static func hasVirtualAddresses(_ host: any Host) async throws -> Bool {
    try await host.files.exists("/proc/net/ip_vs")
  }
}
