import SlipwayCore
import SlipwayEngine

/// Answers the address that DNS records should point to.
package enum SettingsGetIP: Procedure {
  package static let name = "settings.getIp"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers this server's address for DNS records"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }
  package static func run(_ input: NoInput, _ call: Call) async throws -> String { ServerAddress.outward() }
}
