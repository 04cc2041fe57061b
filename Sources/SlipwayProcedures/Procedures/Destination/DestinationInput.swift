package import SlipwayCore

/// The input of what concerns one destination.
package struct DestinationInput: Codable, Sendable {
  package var destinationId: ID<Destination>

  package init(destinationId: ID<Destination>) { self.destinationId = destinationId }
}
