package import SlipwayCore
import SlipwayStore

/// Lists the names of the organisation's SSH keys, for the choice of a repository's key.
package enum SSHKeyAllForApps: Procedure {
  /// A key's name.
  package struct Item: Codable, Sendable {
    package var sshKeyId: ID<SSHKey>
    package var name: String
  }

  package static let name = "sshKey.allForApps"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the names of SSH keys"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [Item] {
    let organization = try call.organization()
    return try await call.store.read { try $0.sshKeys.all(in: organization) }.map {
      Item(sshKeyId: $0.id, name: $0.name)
    }
  }
}
