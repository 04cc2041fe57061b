package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists the servers that images can be made on, as far as their settings go.
package enum ServerBuildServers: Procedure {
  package static let name = "server.buildServers"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists servers for builds that have an SSH key"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [ServerRow] {
    let organization = try call.organization()
    return try await call.store.read { try ServerReading.rows($0, in: organization) }.filter {
      $0.serverType == .build && $0.sshKeyId != nil
    }
  }
}
