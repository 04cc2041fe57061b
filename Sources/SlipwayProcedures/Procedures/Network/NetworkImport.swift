import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayInventory
import SlipwayStore

/// Answers which networks of the server could be the organisation's, and which of its own are not in Docker any more.
package enum NetworkNetworksToSync: Procedure {
  /// Names.
  package struct Output: Codable, Sendable {
    package var importable: [String]
    package var missing: [String]
  }

  package static let name = "network.networksToSync"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers which networks could be taken over, and which are not in Docker any more"

  package static func access(_ input: DockerInput) -> Access { .machine(input.serverId, .member) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> Output {
    let place = DockerPlace(call, input.serverId)
    let organization = try call.organization()
    let known = try await call.store.read { try $0.networks.all(in: organization, on: place.server).map(\.name) }
    let present = Set(try await place.docker.listNetworks().map(\.Name))
    let importable = try await NetworkImport.importable(place)
    return Output(importable: importable.map(\.name), missing: known.filter { !present.contains($0) })
  }
}

/// Takes networks over that somebody has made by hand: the organisation's services may join them.
package enum NetworkImport: Procedure {
  package struct Input: Codable, Sendable {
    package var names: [String]
    package var serverId: String?
  }

  /// How many, and why not the others.
  package struct Output: Codable, Sendable {
    package var imported: Int
    package var errors: [String]
  }

  package static let name = "network.import"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Takes over networks that were made outside of Slipway"

  package static func access(_ input: Input) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    let place = DockerPlace(call, input.serverId)
    let organization = try call.organization()
    let found = try await importable(place)
    var output = Output(imported: 0, errors: [])
    for name in input.names.prefix(100) {
      guard let item = found.first(where: { $0.name == name }), let driver = Network.Driver(rawValue: item.driver)
      else {
        output.errors.append("\(name): there is no such network that could be taken over")
        continue
      }
      var network = Network(organizationID: organization, name: name, driver: driver, createdAt: call.now())
      (network.isInternal, network.isAttachable) = (item.isInternal, item.isAttachable)
      network.serverID = place.server
      network.ranges = item.subnets.map { Network.Range(subnet: $0) }
      let made = network
      let isNew = try await call.store.write { tx in
        guard try tx.networks.find(name: name) == nil else { return false }
        try tx.networks.insert(made)
        return true
      }
      if isNew { output.imported += 1 } else { output.errors.append("\(name): it is taken over already") }
    }
    return output
  }

  /// Those that nobody whom Slipway knows has made; only the server's owner sees them.
  static func importable(_ place: DockerPlace) async throws -> [NetworkItem] {
    let taken = Set(try await place.call.store.read { try $0.networks.names() })
    return try await place.inventory().networks().filter {
      $0.owner.kind == .server && !$0.isReserved && !taken.contains($0.name)
        && Network.Driver(rawValue: $0.driver) != nil
    }
  }
}
