import SlipwayAPI
import SlipwayCore

/// What a test of a domain found out: where its name leads, and what answers there.
struct DomainTest: Sendable, Hashable {
  var isGood: Bool
  var lines: [String]

  static func run(_ domain: DomainRow, _ desk: Desk) async -> DomainTest {
    do {
      let found = try await desk.ask(DomainValidate.self, fields: .object(["domain": .string(domain.host)]))
      let addresses = found.addresses.isEmpty ? "no address" : found.addresses.joined(separator: ", ")
      let lines = ["DNS: \(domain.host) has \(addresses)"] + [found.error].compactMap(\.self)
      return DomainTest(isGood: found.isValid, lines: lines)
    } catch let error as SlipwayError {
      return DomainTest(isGood: false, lines: [error.message])
    } catch {
      return DomainTest(isGood: false, lines: ["DNS could not be asked."])
    }
  }
}
