package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Changes a published port; the application's next deployment applies it.
package enum PortUpdate: Procedure {
  package struct Input: Codable, Sendable {
    package var portId: ID<PublishedPort>
    package var publishedPort: Int
    package var publishMode: PublishedPort.Mode
    package var targetPort: Int
    package var `protocol`: PublishedPort.Transport
  }

  package static let name = "port.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes a published port"

  package static func access(_ input: Input) -> Access { .subject(.port(input.portId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> PortRow {
    try await call.changePart { tx in
      var port = try tx.ports.one(input.portId)
      port.publishedPort = input.publishedPort
      port.mode = input.publishMode
      port.targetPort = input.targetPort
      port.transport = input.protocol
      try PortRules.check(port, call, tx)
      try tx.ports.update(port)
      return (port, PortRow(port))
    }
  }
}
