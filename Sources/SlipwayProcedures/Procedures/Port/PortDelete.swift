package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Stops publishing a port with the application's next deployment.
package enum PortDelete: Procedure {
  package static let name = "port.delete"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Stops publishing a port"

  package static func access(_ input: PortInput) -> Access { .subject(.port(input.portId), .delete) }

  package static func run(_ input: PortInput, _ call: Call) async throws -> PortRow {
    try await call.changePart { tx in
      let port = try tx.ports.one(input.portId)
      try tx.ports.delete(port.id)
      return (port, PortRow(port))
    }
  }
}
