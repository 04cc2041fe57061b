package import SlipwayCore
package import SlipwayHost

/// Which networks a service may join: the one that all of them share, and the organisation's own overlays. The host's
/// own, and those of other installations, are nobody's here.
package struct NetworkRules: Sendable {
  private let instance: String
  private let organization: ID<Organization>
  /// The setting that names the network.
  private let field: String
  /// Networks that were made by hand, and that the server's owner has given to the organisation.
  private let adopted: Set<String>

  package init(
    instance: String, organization: ID<Organization>, field: String = "networkSwarm", adopted: Set<String> = []
  ) {
    self.adopted = adopted
    self.instance = instance
    self.organization = organization
    self.field = field
  }

  private static let reserved: Set = ["host", "bridge", "none", "default", "ingress", "docker_gwbridge"]

  /// - Parameter target: a network's name, or its id.
  /// - Throws: ``SlipwayError`` `badRequest` naming the setting.
  package func check(_ target: String, docker: DockerClient) async throws {
    if target == Surroundings.network(instance: instance) { return }
    let isReserved = Self.reserved.contains(target.lowercased())
    let found = isReserved ? nil : try await docker.inspectNetwork(target)
    guard let found, found.Driver == "overlay", isOwn(found) else {
      throw SlipwayError.invalid(
        field,
        "'\(target)' is none of this organization's networks; make one under Docker, Networks, or let the server's "
          + "owner take it over there")
    }
  }

  private func isOwn(_ network: DockerNetwork) -> Bool {
    guard let owner = network.Labels?[ReleaseLabels.organization] else { return adopted.contains(network.Name) }
    return owner == organization.rawValue
  }
}
