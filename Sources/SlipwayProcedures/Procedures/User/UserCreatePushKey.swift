package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Adds a key that the caller pushes code with over SSH, in the present organisation.
package enum UserCreatePushKey: Procedure {
  package struct Input: Codable, Sendable {
    /// Empty takes the key's comment.
    package var name: String?
    /// One line of a file that ends in `.pub`.
    package var publicKey: String
  }

  private static let most = 50
  package static let name = "user.createPushKey"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Adds an SSH key that the caller pushes code with"

  package static func access(_ input: Input) -> Access { .signedIn }

  package static func run(_ input: Input, _ call: Call) async throws -> PushKeyRow {
    let (user, organization) = (try call.user(), try call.organization())
    let typed = try TypedPublicKey(input.publicKey)
    let given = input.name?.trimmingSpaces() ?? ""
    let name = try TypedText.name(given.isEmpty ? (typed.comment.isEmpty ? "SSH key" : typed.comment) : given)
    let key = PushKey(
      organizationID: organization, userID: user.id, name: name, publicKey: typed.text,
      fingerprint: typed.fingerprint, createdAt: call.now())
    try await call.store.write { tx in
      // Others may have added it, too: a public key is no secret, and theirs must not keep its owner out.
      let own = try tx.pushKeys.all(of: user.id, in: organization)
      guard !own.contains(where: { $0.fingerprint == key.fingerprint }) else {
        throw SlipwayError(.conflict, "publicKey: you added this key in this organization already.")
      }
      guard own.count < most else {
        throw SlipwayError(.conflict, "publicKey: you have \(most) keys; remove one first.")
      }
      try tx.pushKeys.insert(key)
    }
    return PushKeyRow(key)
  }
}
