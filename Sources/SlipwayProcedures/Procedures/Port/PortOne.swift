package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers one published port.
package enum PortOne: Procedure {
  package static let name = "port.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a published port"

  package static func access(_ input: PortInput) -> Access { .subject(.port(input.portId), .read) }

  package static func run(_ input: PortInput, _ call: Call) async throws -> PortRow {
    PortRow(try await call.store.read { try $0.ports.one(input.portId) })
  }
}
