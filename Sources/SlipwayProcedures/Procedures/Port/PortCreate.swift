package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Publishes a port of an application; its next deployment does it.
package enum PortCreate: Procedure {
  package struct Input: Codable, Sendable {
    package var publishedPort: Int
    package var publishMode: PublishedPort.Mode
    package var targetPort: Int
    package var `protocol`: PublishedPort.Transport
    package var applicationId: ID<Deployable>
  }

  package static let name = "port.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Publishes a port of an application on the server"

  package static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> PortRow {
    let port = PublishedPort(
      organizationID: try call.organization(), deployableID: input.applicationId,
      publishedPort: input.publishedPort, targetPort: input.targetPort, mode: input.publishMode,
      transport: input.protocol)
    return try await call.changePart { tx in
      try PortRules.check(port, call, tx)
      try tx.ports.insert(port)
      return (port, PortRow(port))
    }
  }
}
