import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures
import SlipwayServer

/// Opens the dialog of a new domain with a host name that needs no DNS record of one's own.
enum GenerateDomainForm: FormAction {
  static let name = "generate-domain"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let answer = try await desk.call(
      "domain.generateDomain", ["appName": .string(fields.text("appName")), "serverId": fields.optional("serverId")])
    let base = LocalPath.check(fields.text("base")) ?? ""
    return .next("\(base)/domains?host=\((answer.stringValue ?? "").percentEncoded)&open=domain-new")
  }
}
