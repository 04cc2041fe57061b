package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Changes an SSH key's name and description.
package enum SSHKeyUpdate: Procedure {
  package struct Input: Codable, Sendable {
    package var name: String?
    package var description: Patch<String>
    /// Accepted; it is what was observed.
    package var lastUsedAt: String?
    package var sshKeyId: ID<SSHKey>
  }

  package static let name = "sshKey.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes an SSH key's name and description"

  package static func access(_ input: Input) -> Access { .subject(.sshKey(input.sshKeyId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> SSHKeyRow {
    try await call.store.write { tx in
      var key = try tx.sshKeys.one(input.sshKeyId)
      if let typed = input.name { key.name = try TypedText.name(typed) }
      key.description = try TypedText.description(input.description.applied(to: key.description))
      try tx.sshKeys.update(key)
      return SSHKeyRow(key)
    }
  }
}
