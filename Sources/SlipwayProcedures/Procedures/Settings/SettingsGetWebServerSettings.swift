import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Answers the installation's settings.
package enum SettingsGetWebServerSettings: Procedure {
  package static let name = "settings.getWebServerSettings"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the installation's settings, without secrets"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> WebServerSettingsRow {
    let (settings, isOwner) = try await call.store.read { tx in
      (try tx.serverSettings(), try call.ownsServer(tx))
    }
    var row = WebServerSettingsRow(settings, hostProblem: await PanelReach.problem(call.engine), mayChange: isOwner)
    if !isOwner { row.letsEncryptEmail = nil }
    return row
  }
}
