package import SlipwayCore

/// The input of what concerns one network.
package struct NetworkInput: Codable, Sendable {
  package var networkId: ID<Network>

  package init(networkId: ID<Network>) { self.networkId = networkId }
}
