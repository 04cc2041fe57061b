package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists the servers that services can run on, as far as their settings go.
package enum ServerWithSSHKey: Procedure {
  package static let name = "server.withSSHKey"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists servers for services that have an SSH key"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [ServerRow] {
    let organization = try call.organization()
    return try await call.store.read { try ServerReading.rows($0, in: organization) }.filter {
      $0.serverType == .deploy && $0.sshKeyId != nil
    }
  }
}
