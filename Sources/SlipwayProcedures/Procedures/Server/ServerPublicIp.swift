import SlipwayCore
import SlipwayEngine

/// Answers this machine's own address.
package enum ServerPublicIp: Procedure {
  package static let name = "server.publicIp"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the address of the machine that Slipway runs on"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> String { ServerAddress.outward() }
}
