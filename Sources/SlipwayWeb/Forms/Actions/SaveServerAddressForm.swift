import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Saves the dashboard's own host.
enum SaveServerAddressForm: FormAction {
  static let name = "save-server-address"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let isHTTPS = fields["https"] == "true"
    try await desk.call(
      "settings.assignDomainServer",
      [
        "host": .string(fields.text("host")), "https": .bool(isHTTPS),
        "certificateType": .string(isHTTPS ? fields.text("certificateType") : "none"),
        "letsEncryptEmail": fields.optional("letsEncryptEmail"),
      ])
    return .back
  }
}
