package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Makes a network for the organisation's services.
package enum NetworkCreate: Procedure {
  package struct Input: Codable, Sendable {
    /// Where its addresses come from.
    package struct Addresses: Codable, Sendable {
      package var driver: String?
      package var config: [Network.Range]?
    }
    package var name: String
    package var driver: Network.Driver?
    package var `internal`: Bool?
    package var attachable: Bool?
    package var enableIPv4: Bool?
    package var enableIPv6: Bool?
    package var mtu: Int?
    package var ipam: Addresses?
    package var serverId: String?
  }

  package static let name = "network.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Makes a network in Docker that only the organization's services join"

  package static func access(_ input: Input) -> Access { .machine(input.serverId, .admin) }

  package static func run(_ input: Input, _ call: Call) async throws -> NetworkRow {
    guard input.enableIPv4 ?? true else { throw SlipwayError.invalid("enableIPv4", "cannot be switched off") }
    let place = Placement(input.serverId)
    let server = try await call.store.read { try place.check($0) }
    let works = try await NetworkWorks(call, server)
    var network = Network(
      organizationID: try call.organization(), name: input.name.trimmingSpaces(), driver: input.driver ?? .overlay,
      createdAt: call.now())
    (network.isInternal, network.hasIPv6) = (input.`internal` ?? false, input.enableIPv6 ?? false)
    (network.isAttachable, network.mtu) = (input.attachable ?? true, input.mtu)
    network.serverID = server
    network.ranges = input.ipam?.config ?? []
    try await works.check(network)
    try await keep(network, works, call)
    return NetworkRow(network)
  }

  /// The row first: of two who want one name, one is refused before Docker is asked.
  private static func keep(_ network: Network, _ works: NetworkWorks, _ call: Call) async throws {
    try await call.store.write { tx in
      guard try tx.networks.find(name: network.name) == nil else {
        throw SlipwayError(.conflict, "There is a network of that name already.")
      }
      guard try tx.networks.count(in: network.organizationID) < NetworkWorks.most else {
        throw SlipwayError(.conflict, "More than \(NetworkWorks.most) networks are not possible; remove one first.")
      }
      try tx.networks.insert(network)
    }
    do {
      try await works.make(network)
    } catch {
      _ = try await call.store.write { try $0.networks.delete(network.id) }
      throw error
    }
  }
}
