package import SlipwayCore

/// A published port on the wire.
package struct PortRow: Codable, Sendable {
  package var portId: ID<PublishedPort>
  package var publishedPort: Int
  package var publishMode: PublishedPort.Mode
  package var targetPort: Int
  package var `protocol`: PublishedPort.Transport
  package var applicationId: ID<Deployable>

  package init(_ port: PublishedPort) {
    portId = port.id
    publishedPort = port.publishedPort
    publishMode = port.mode
    targetPort = port.targetPort
    `protocol` = port.transport
    applicationId = port.deployableID
  }
}
