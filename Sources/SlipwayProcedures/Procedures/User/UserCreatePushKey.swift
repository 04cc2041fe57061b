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
      guard try !tx.pushKeys.all(fingerprint: key.fingerprint).contains(where: { $0.organizationID == organization })
      else { throw SlipwayError(.conflict, "publicKey: this key was added in this organization already.") }
      guard try tx.pushKeys.all(of: user.id, in: organization).count < most else {
        throw SlipwayError(.conflict, "publicKey: you have \(most) keys; remove one first.")
      }
      try tx.pushKeys.insert(key)
    }
    return PushKeyRow(key)
  }
}
