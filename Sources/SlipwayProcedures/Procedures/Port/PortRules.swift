import SlipwayCore
import SlipwayStore

/// What a published port must hold to.
enum PortRules {
  /// - Throws: ``SlipwayError`` `badRequest` or `conflict` naming the field.
  /// - Parameter field: what the caller calls the published port.
  static func check(
    _ port: PublishedPort, field: String = "publishedPort", _ call: Call, _ tx: Transaction
  ) throws {
    try port.validate(reserved: ReservedPorts.all(call))
    let holder = try tx.ports.claiming(publishedPort: port.publishedPort, transport: port.transport)
    guard let holder, holder.id != port.id else { return }
    let problem = "\(port.publishedPort)/\(port.transport.rawValue) is published by another service"
    throw SlipwayError(.conflict, "\(field): \(problem)", details: [field: problem])
  }
}
