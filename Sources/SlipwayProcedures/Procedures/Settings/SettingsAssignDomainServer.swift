package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Gives the dashboard a host of its own, or takes it away.
package enum SettingsAssignDomainServer: Procedure {
  package struct Input: Codable, Sendable {
    /// Empty for none.
    package var host: String
    package var certificateType: Domain.CertificateType
    package var letsEncryptEmail: Patch<String>
    package var https: Bool?
  }

  package static let name = "settings.assignDomainServer"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Gives the dashboard a host name of its own"

  package static func access(_ input: Input) -> Access { .server }

  /// The caretaker of the proxy writes the route: it hears of the change.
  package static func run(_ input: Input, _ call: Call) async throws -> WebServerSettingsRow {
    let typed = input.host.trimmingSpaces()
    let host = typed.isEmpty ? nil : try Hostname.normalize(typed)
    if case .set(let email) = input.letsEncryptEmail, !email.isEmpty { try checkEmail(email) }
    guard input.certificateType != .custom else {
      throw SlipwayError.invalid("certificateType", "must be letsencrypt or none for the dashboard in this version")
    }
    let settings = try await ServerSettingsChange.keep(call) { settings, tx in
      if let host, try !tx.domains.claiming(host: host).isEmpty {
        throw SlipwayError(.conflict, "host: a service uses this host already", details: ["host": "is in use"])
      }
      settings.host = host
      settings.https = input.https ?? settings.https
      settings.certificateType = input.certificateType
      settings.letsEncryptEmail =
        input.letsEncryptEmail.applied(to: settings.letsEncryptEmail).flatMap { $0.isEmpty ? nil : $0 }
    }
    return WebServerSettingsRow(settings, hostProblem: await PanelReach.problem(call.engine), mayChange: true)
  }

  private static func checkEmail(_ email: String) throws {
    let halves = email.split(separator: "@", omittingEmptySubsequences: false)
    guard halves.count == 2, !halves[0].isEmpty, email.utf8.count <= 254,
      email.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "@._'+-".contains($0)) }),
      halves[1].contains("."), (try? Hostname.normalize(String(halves[1]))) != nil
    else { throw SlipwayError.invalid("letsEncryptEmail", "must be an e-mail address") }
  }
}
