package import SlipwayCore
package import SlipwayHost

/// Which networks a service may join: the one that all of them share, and the organisation's own overlays. The host's
/// own, and those of other installations, are nobody's here.
package struct NetworkRules: Sendable {
  private let instance: String
  private let organization: ID<Organization>
  /// The setting that names the network.
  private let field: String

  package init(instance: String, organization: ID<Organization>, field: String = "networkSwarm") {
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
    guard let found, found.Driver == "overlay", found.Labels?[ReleaseLabels.organization] == organization.rawValue
    else {
      throw SlipwayError.invalid(
        field,
        "'\(target)' is none of this organisation's networks; the server's owner can make one: docker network create "
          + "-d overlay --label \(ReleaseLabels.organization)=\(organization) NAME")
    }
  }
}
