/// A port of the node, or of the Swarm's routing mesh, that leads to an application without the proxy.
package struct PublishedPort: Sendable, Hashable {
  /// Through the routing mesh, or on the node that runs the task.
  package enum Mode: String, Sendable, Codable, CaseIterable {
    case ingress, host
  }
  /// The transport.
  package enum Transport: String, Sendable, Codable, CaseIterable {
    case tcp, udp
  }

  package var id: ID<PublishedPort>
  package var organizationID: ID<Organization>
  package var deployableID: ID<Deployable>
  package var publishedPort: Int
  package var targetPort: Int
  package var mode: Mode
  package var transport: Transport

  package init(
    id: ID<PublishedPort> = .random(), organizationID: ID<Organization>, deployableID: ID<Deployable>,
    publishedPort: Int, targetPort: Int, mode: Mode = .ingress, transport: Transport = .tcp
  ) {
    self.id = id
    self.organizationID = organizationID
    self.deployableID = deployableID
    self.publishedPort = publishedPort
    self.targetPort = targetPort
    self.mode = mode
    self.transport = transport
  }

  /// - Parameter reserved: ports that belong to this server itself (SSH, Swarm, proxy, dashboard).
  /// - Throws: ``SlipwayError`` `badRequest` naming each refused field.
  package func validate(reserved: Set<Int>) throws {
    var problems = ValidationProblems()
    problems.require((1...65535).contains(publishedPort), "publishedPort", "must be between 1 and 65535")
    problems.require((1...65535).contains(targetPort), "targetPort", "must be between 1 and 65535")
    problems.require(
      !reserved.contains(publishedPort), "publishedPort", "\(publishedPort) is used by the server itself")
    try problems.throwIfAny()
  }
}
