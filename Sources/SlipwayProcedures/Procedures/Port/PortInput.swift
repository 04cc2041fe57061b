package import SlipwayCore

/// The input of what concerns one published port.
package struct PortInput: Codable, Sendable {
  package var portId: ID<PublishedPort>

  package init(portId: ID<PublishedPort>) { self.portId = portId }
}
