package import SlipwayCore

/// The input of what concerns one server.
package struct ServerInput: Codable, Sendable {
  package var serverId: ID<Server>

  package init(serverId: ID<Server>) { self.serverId = serverId }
}
