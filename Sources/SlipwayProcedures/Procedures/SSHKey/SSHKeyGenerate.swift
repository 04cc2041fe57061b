import SlipwayCore

/// Makes a key pair and keeps nothing: it is answered once, to be given to `sshKey.create`.
package enum SSHKeyGenerate: Procedure {
  package struct Input: Codable, Sendable {
    package var type: Kind?
  }

  /// The kinds that are published.
  package enum Kind: String, Codable, Sendable, CaseIterable {
    case rsa, ed25519
  }

  /// A pair that nobody uses yet.
  package struct Output: Codable, Sendable {
    package var privateKey: String
    package var publicKey: String
  }

  package static let name = "sshKey.generate"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Makes an Ed25519 key pair without keeping it"

  package static func access(_ input: Input) -> Access { .organization(.admin) }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    guard input.type ?? .ed25519 == .ed25519 else {
      throw SlipwayError.invalid("type", "only ed25519 keys are made here; give an RSA key to sshKey.create")
    }
    let pair = OpenSSHKey.generate(comment: "slipway")
    return Output(privateKey: pair.privateKey.reveal(), publicKey: pair.publicKey)
  }
}
