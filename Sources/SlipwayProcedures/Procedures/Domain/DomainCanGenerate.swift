import SlipwayCore
import SlipwayStore

/// Answers the address that generated host names lead to.
package enum DomainCanGenerate: Procedure {
  package struct Input: Codable, Sendable {
    /// Empty for this machine.
    package var serverId: String
  }

  package static let name = "domain.canGenerateTraefikMeDomains"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the address that generated host names lead to"

  package static func access(_ input: Input) -> Access {
    .all([.organization(.member)] + Placement(input.serverId).access)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> String {
    try await Placement(input.serverId).address(call)
  }
}
