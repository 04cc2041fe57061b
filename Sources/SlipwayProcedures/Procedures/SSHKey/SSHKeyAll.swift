package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists the organisation's SSH keys, newest first.
package enum SSHKeyAll: Procedure {
  package static let name = "sshKey.all"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists SSH keys, without their private parts"

  package static func access(_ input: NoInput) -> Access { .organization(.admin) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [SSHKeyRow] {
    let organization = try call.organization()
    return try await call.store.read { try $0.sshKeys.all(in: organization) }.map(SSHKeyRow.init)
  }
}
