import SlipwayCore

/// Answers the address that generated host names lead to.
package enum DomainCanGenerate: Procedure {
  package struct Input: Codable, Sendable {
    /// Empty for this server.
    package var serverId: String
  }

  package static let name = "domain.canGenerateTraefikMeDomains"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the address that generated host names lead to"

  package static func access(_ input: Input) -> Access { .organization(.member) }

  package static func run(_ input: Input, _ call: Call) async throws -> String {
    try LaterApplicationFields.check("serverId", .string(input.serverId))
    return ServerAddress.outward()
  }
}
