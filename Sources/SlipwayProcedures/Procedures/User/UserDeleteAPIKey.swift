package import SlipwayCore
import SlipwayStore

/// Removes one of the caller's own keys.
package enum UserDeleteAPIKey: Procedure {
  package struct Input: Codable, Sendable {
    package var apiKeyId: ID<APIKey>

    package init(apiKeyId: ID<APIKey>) { self.apiKeyId = apiKeyId }
  }

  package static let name = "user.deleteApiKey"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Removes one of the caller's own API keys"

  package static func access(_ input: Input) -> Access { .subject(.apiKey(input.apiKeyId), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    let user = try call.user()
    try await call.store.write { tx in
      guard try tx.apiKeys.one(input.apiKeyId).userID == user.id else { throw SlipwayError.notFound("API key") }
      try tx.apiKeys.delete(input.apiKeyId)
    }
    call.publish(.accessEnded(user.id))
    return true
  }
}
