package import Foundation
import SlipwayCore
package import SlipwayInventory

/// A container as lists answer it.
package struct ContainerRow: Codable, Sendable {
  package var containerId: String
  package var name: String
  package var image: String
  package var ports: String
  package var state: String
  package var status: String
  @Null package var serverId: String?
  package var networks: [String]
  package var volumes: [String]
  @Null package var createdAt: Date?
  package var owner: InventoryOwner

  package init(_ item: ContainerItem, server: String?) {
    containerId = item.id
    name = item.name
    image = item.image
    ports = item.ports.joined(separator: ", ")
    state = item.state
    status = item.status
    serverId = server
    networks = item.networks
    volumes = item.volumes
    createdAt = item.createdAt
    owner = item.owner
  }

  package var isRunning: Bool { ["running", "paused", "restarting"].contains(state) }
}

/// A container of one service, as published clients look for them.
package struct ServiceContainerRow: Codable, Sendable {
  package var containerId: String
  package var name: String
  package var state: String
  package var status: String
  package var node: String
  package var currentState: String
  package var error: String

  package init(_ item: ContainerItem) {
    containerId = item.id
    name = item.name
    state = item.state
    status = item.status
    node = ""
    currentState = item.status
    error = ""
  }
}
