import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Takes the person to a provider to give leave, for the first time or again.
enum ReconnectProviderForm: FormAction {
  static let name = "reconnect-provider"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    guard let kind = ProviderKind(rawValue: fields.text("kind")), [.gitlab, .gitea].contains(kind) else {
      throw SlipwayError.invalid("kind", "must be that of an account that is connected at its provider")
    }
    return try await leave(kind, fields.text("gitProviderId"), desk)
  }

  static func leave(_ kind: ProviderKind, _ id: String, _ desk: Desk) async throws -> FormOutcome {
    let answer = try await desk.call("\(kind.rawValue).connect", ["\(kind.rawValue)Id": .string(id)])
    let url = answer["url"]?.stringValue ?? ""
    return .page { request in
      LeavePage.render(
        "Connect \(kind.title)", to: url,
        "\(kind.title) asks whether Slipway may use your account there, and brings you back here.", .link,
        request.context)
    }
  }
}
