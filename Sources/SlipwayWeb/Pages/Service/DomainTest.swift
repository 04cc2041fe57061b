import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What a test of a domain found out: where its name leads, and what answers there.
struct DomainTest: Sendable, Hashable {
  var isGood: Bool
  var lines: [String]

  static func run(_ domain: DomainRow, _ desk: Desk) async -> DomainTest {
    async let name = resolve(domain, desk)
    async let answer = request(domain, desk)
    let (found, came) = (await name, await answer)
    return DomainTest(isGood: found.isGood && came.isGood, lines: found.lines + came.lines)
  }

  /// Where its name leads.
  static func resolve(_ domain: DomainRow, _ desk: Desk) async -> DomainTest {
    do {
      let found = try await desk.ask(
        DomainValidate.self, fields: ["domain": .string(domain.host), "domainId": .string(domain.domainId.rawValue)])
      let addresses = found.addresses.isEmpty ? "no address" : found.addresses.joined(separator: ", ")
      return DomainTest(
        isGood: found.isValid, lines: ["DNS: " + (found.error ?? "\(domain.host) leads here, \(addresses)")])
    } catch {
      return DomainTest(
        isGood: false,
        lines: ["DNS: \((error as? SlipwayError).map { FieldWords.told($0.message) } ?? "could not be asked")"])
    }
  }

  /// What the proxy itself answers when it does not reach the service.
  private static func meaning(of status: Int, _ domain: DomainRow) -> String? {
    switch status {
    case 404: "Either nothing is deployed behind this domain yet, or the service itself has no such page."
    case 502:
      "Nothing accepts connections on the service's port \(domain.port): is that the port it listens on?"
    case 503: "Nothing of the service runs: start it, or deploy it."
    case 504: "The service took too long to answer."
    default: nil
    }
  }

  private static func request(_ domain: DomainRow, _ desk: Desk) async -> DomainTest {
    do {
      let answer = try await desk.ask(DomainTestRequest.self, DomainInput(domainId: domain.domainId))
      guard let status = answer.status else {
        return DomainTest(isGood: false, lines: ["Proxy: \(answer.problem ?? "no answer")"])
      }
      let target = answer.location.map { ", leads to \($0)" } ?? ""
      let body = answer.body.map { $0.split(whereSeparator: \.isNewline).first.map(String.init) ?? "" } ?? ""
      let lines = [
        "Proxy: \(answer.url) answers \(status)\(target)", meaning(of: status, domain),
        body.isEmpty ? nil : "It begins: \(body.prefix(120))",
      ]
      return DomainTest(isGood: (200..<400).contains(status), lines: lines.compactMap { $0 })
    } catch {
      return DomainTest(
        isGood: false,
        lines: ["Proxy: \((error as? SlipwayError).map { FieldWords.told($0.message) } ?? "could not be asked")"])
    }
  }
}
