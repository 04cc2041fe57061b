package import SlipwayCore

/// What serves of something that runs, without its secrets.
package struct ServingRelease: Sendable, Hashable {
  package var deployableID: ID<Deployable>
  package var kind: Deployable.Kind
  package var serviceName: String
  /// Of a compose stack: the address of each service that has a domain.
  package var addresses: [String: String]
  /// Where it runs; `nil` is the machine that Slipway runs on.
  package var serverID: ID<Server>?

  package init(
    deployableID: ID<Deployable>, kind: Deployable.Kind = .application, serviceName: String,
    addresses: [String: String] = [:], serverID: ID<Server>? = nil
  ) {
    self.deployableID = deployableID
    self.kind = kind
    self.serviceName = serviceName
    self.addresses = addresses
    self.serverID = serverID
  }
}
