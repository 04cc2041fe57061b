package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers one SSH key.
package enum SSHKeyOne: Procedure {
  package static let name = "sshKey.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers an SSH key, without its private part"

  package static func access(_ input: SSHKeyInput) -> Access {
    .all([.subject(.sshKey(input.sshKeyId), .read), .organization(.admin)])
  }

  package static func run(_ input: SSHKeyInput, _ call: Call) async throws -> SSHKeyRow {
    SSHKeyRow(try await call.store.read { try $0.sshKeys.one(input.sshKeyId) })
  }
}
