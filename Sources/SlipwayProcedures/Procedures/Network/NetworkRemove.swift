package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Removes a network that nothing is on.
package enum NetworkRemove: Procedure {
  package static let name = "network.remove"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Removes a network that nothing is on"

  package static func access(_ input: NetworkInput) -> Access { .subject(.network(input.networkId), .delete) }

  package static func run(_ input: NetworkInput, _ call: Call) async throws -> NetworkRow {
    let network = try await call.store.read { try $0.networks.one(input.networkId) }
    try await NetworkWorks(call, network.serverID).takeAway(network)
    _ = try await call.store.write { try $0.networks.delete(network.id) }
    return NetworkRow(network)
  }
}

/// Makes a network in Docker anew, as its row says: one that is gone, or that was changed by hand.
package enum NetworkRecreate: Procedure {
  package static let name = "network.recreate"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Makes a network in Docker anew"

  package static func access(_ input: NetworkInput) -> Access { .subject(.network(input.networkId), .write) }

  package static func run(_ input: NetworkInput, _ call: Call) async throws -> NetworkRow {
    let network = try await call.store.read { try $0.networks.one(input.networkId) }
    let works = try await NetworkWorks(call, network.serverID)
    try await works.takeAway(network)
    try await works.make(network)
    return NetworkRow(network)
  }
}
