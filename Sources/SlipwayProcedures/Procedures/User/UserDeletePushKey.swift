package import SlipwayCore
import SlipwayStore

/// Removes a key that pushes code: one of the caller's own; an owner any of the organisation.
package enum UserDeletePushKey: Procedure {
  package struct Input: Codable, Sendable {
    package var pushKeyId: ID<PushKey>

    package init(pushKeyId: ID<PushKey>) { self.pushKeyId = pushKeyId }
  }

  package static let name = "user.deletePushKey"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Removes an SSH key that pushes code"

  package static func access(_ input: Input) -> Access { .subject(.pushKey(input.pushKeyId), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    let user = try call.user()
    let mayRemoveAll = call.caller?.role == .owner
    let owner = try await call.store.write { tx in
      let key = try tx.pushKeys.one(input.pushKeyId)
      guard mayRemoveAll || key.userID == user.id else { throw SlipwayError.notFound("SSH key") }
      try tx.pushKeys.delete(key.id)
      return key.userID
    }
    call.publish(.accessEnded(owner))
    return true
  }
}
