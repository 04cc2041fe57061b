package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Removes an SSH key that no application and no server uses.
package enum SSHKeyRemove: Procedure {
  package static let name = "sshKey.remove"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Removes an SSH key that no application and no server uses"

  package static func access(_ input: SSHKeyInput) -> Access { .subject(.sshKey(input.sshKeyId), .delete) }

  package static func run(_ input: SSHKeyInput, _ call: Call) async throws -> SSHKeyRow {
    try await call.store.write { tx in
      let key = try tx.sshKeys.one(input.sshKeyId)
      let environments = try tx.environments.all(in: key.organizationID)
      let users = try environments.flatMap { try tx.applications.all(in: $0.id) }.filter {
        $0.source.customGitSSHKeyId == key.id
      }
      let names = users.map(\.name) + (try tx.servers.all(with: key.id).map(\.name))
      guard names.isEmpty else {
        let names = names.prefix(5).joined(separator: ", ")
        throw SlipwayError(.conflict, "This key is in use by \(names): choose another key there first.")
      }
      try tx.sshKeys.delete(key.id)
      return SSHKeyRow(key)
    }
  }
}
