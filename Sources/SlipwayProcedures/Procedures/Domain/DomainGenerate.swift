import SlipwayCore
import SlipwayStore

/// Makes a host name that leads to this machine, or to a server, without any DNS record of one's own.
package enum DomainGenerate: Procedure {
  package struct Input: Codable, Sendable {
    package var appName: String
    package var serverId: String?
  }

  package static let name = "domain.generateDomain"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Makes a host name below sslip.io that leads to this machine or to a server"
  // It changes nothing; the published API has it as a mutation.
  package static let isAudited = false

  package static func access(_ input: Input) -> Access {
    .all([.organization(.member)] + Placement(input.serverId).access)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> String {
    try GeneratedHost.make(for: input.appName, at: await Placement(input.serverId).address(call))
  }
}
