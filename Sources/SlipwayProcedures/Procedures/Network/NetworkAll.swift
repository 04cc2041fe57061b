package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Lists the networks that the organisation has made on one machine.
package enum NetworkAll: Procedure {
  package static let name = "network.all"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the networks of the organization"

  package static func access(_ input: DockerInput) -> Access { .machine(input.serverId, .member) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> [NetworkRow] {
    let (organization, server) = (try call.organization(), MachineWord.server(input.serverId))
    return try await call.store.read { try $0.networks.all(in: organization, on: server) }.map(NetworkRow.init)
  }
}

/// Answers one network.
package enum NetworkOne: Procedure {
  package static let name = "network.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a network"

  package static func access(_ input: NetworkInput) -> Access { .subject(.network(input.networkId), .read) }

  package static func run(_ input: NetworkInput, _ call: Call) async throws -> NetworkRow {
    NetworkRow(try await call.store.read { try $0.networks.one(input.networkId) })
  }
}

/// Answers a network as Docker has it.
package enum NetworkInspect: Procedure {
  package static let name = "network.inspect"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a network's configuration and containers as Docker has them"

  package static func access(_ input: NetworkInput) -> Access { .subject(.network(input.networkId), .read) }

  package static func run(_ input: NetworkInput, _ call: Call) async throws -> JSONValue {
    let network = try await call.store.read { try $0.networks.one(input.networkId) }
    guard let all = try await call.engine.machine(at: network.serverID).docker.describe(.networks, network.name)
    else {
      throw SlipwayError(.notFound, "The network \(network.name) is not in Docker; recreate it.")
    }
    return DockerWords.masked(all)
  }
}
