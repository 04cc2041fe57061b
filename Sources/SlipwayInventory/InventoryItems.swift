package import Foundation
import SlipwayCore

/// A container on an engine, with whose it is.
package struct ContainerItem: Sendable, Hashable, Codable {
  package var id: String
  package var name: String
  package var image: String
  package var imageId: String
  /// Docker's word: `running`, `exited` …
  package var state: String
  /// For people: `Up 3 minutes (healthy)`.
  package var status: String
  package var createdAt: Date?
  /// As people write them: `0.0.0.0:8080->80/tcp`.
  package var ports: [String]
  package var networks: [String]
  package var volumes: [String]
  package var owner: InventoryOwner

  package var isRunning: Bool { state == "running" || state == "paused" || state == "restarting" }
}

/// An image on an engine, with whose it is and what needs it.
package struct ImageItem: Sendable, Hashable, Codable {
  package var id: String
  /// Names with tags; none of an image that has lost its name.
  package var names: [String]
  /// Where it can be had from again.
  package var digests: [String]
  package var createdAt: Date?
  package var size: Int
  /// How many containers were made from it.
  package var containers: Int
  package var owner: InventoryOwner
  /// Why it stays; `nil` when nothing needs it.
  package var need: InventoryNeed?
}

/// Why something is not taken away.
package enum InventoryNeed: String, Sendable, Hashable, Codable, CaseIterable {
  case container, release, deployment, service, unique, mount, stack, running
}

/// A volume on an engine, with whose it is and who mounts it.
package struct VolumeItem: Sendable, Hashable, Codable {
  package var name: String
  package var driver: String
  package var createdAt: Date?
  /// In bytes; `nil` where nobody asked, or Docker does not know.
  package var size: Int?
  /// The names of the containers that mount it, whether they run or not.
  package var containers: [String]
  package var owner: InventoryOwner
  package var need: InventoryNeed?
  /// Docker made it for one container, without a name of its own.
  package var isAnonymous: Bool
}

/// A network on an engine, with whose it is and who is on it.
package struct NetworkItem: Sendable, Hashable, Codable {
  package var id: String
  package var name: String
  package var driver: String
  /// `local` or `swarm`.
  package var scope: String
  package var isInternal: Bool
  package var isAttachable: Bool
  package var subnets: [String]
  package var createdAt: Date?
  /// The names of the containers that are on it.
  package var containers: [String]
  package var owner: InventoryOwner
  /// Docker's own, or the one of all services.
  package var isReserved: Bool
}
