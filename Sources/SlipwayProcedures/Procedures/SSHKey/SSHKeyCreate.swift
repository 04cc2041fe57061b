package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Keeps a key pair, or makes one and keeps it when both keys are left empty.
package enum SSHKeyCreate: Procedure {
  package struct Input: Codable, Sendable {
    package var name: String
    package var description: String?
    package var privateKey: String
    package var publicKey: String
    package var organizationId: String
  }

  package static let name = "sshKey.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Keeps an SSH key pair; with both keys empty, makes an Ed25519 pair"

  package static func access(_ input: Input) -> Access { .organization(.admin) }

  package static func run(_ input: Input, _ call: Call) async throws -> SSHKeyRow {
    let organization = try call.organization()
    guard input.organizationId.isEmpty || input.organizationId == organization.rawValue else {
      throw SlipwayError.invalid("organizationId", "must be the organization that you are working in")
    }
    let name = try TypedText.name(input.name)
    let isGenerated = input.privateKey.isEmpty && input.publicKey.isEmpty
    let pair = isGenerated ? OpenSSHKey.generate(comment: "slipway") : nil
    let key = SSHKey(
      organizationID: organization, name: name, description: try TypedText.description(input.description),
      publicKey: try pair?.publicKey ?? SSHKeyRules.publicKey(input.publicKey),
      privateKey: try pair?.privateKey ?? SSHKeyRules.privateKey(input.privateKey), createdAt: call.now())
    try await call.store.write { try $0.sshKeys.insert(key) }
    return SSHKeyRow(key)
  }
}
