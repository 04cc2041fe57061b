import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// What a published port must hold to.
enum PortRules {
  /// - Throws: ``SlipwayError`` `badRequest` or `conflict` naming the field.
  /// - Parameter field: what the caller calls the published port.
  static func check(
    _ port: PublishedPort, field: String = "publishedPort", _ call: Call, _ tx: Transaction
  ) throws {
    let server = try tx.deployables.one(port.deployableID).serverID.map { try tx.servers.one($0) }
    try port.validate(reserved: ReservedPorts.all(call.engine.configuration, on: server))
    let range = StackPorts.Range(
      first: port.publishedPort, last: port.publishedPort, transport: port.transport.rawValue)
    let holder = try tx.ports.claiming(publishedPort: port.publishedPort, transport: port.transport, on: server?.id)
    guard try holder.map({ $0.id != port.id }) ?? (tx.stackPorts.claiming(range, on: server?.id) != nil) else {
      return
    }
    let problem = "\(port.publishedPort)/\(port.transport.rawValue) is published by another service"
    throw SlipwayError(.conflict, "\(field): \(problem)", details: [field: problem])
  }
}
