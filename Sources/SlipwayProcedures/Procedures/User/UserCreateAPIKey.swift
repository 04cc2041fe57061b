package import SlipwayAnswers
package import Foundation
package import SlipwayCore
import SlipwayStore

/// Makes a key for scripts; its text is answered once.
package enum UserCreateAPIKey: Procedure {
  package struct Input: Codable, Sendable {
    /// What the key is for.
    package struct Metadata: Codable, Sendable {
      package var organizationId: ID<Organization>
    }
    package var name: String
    package var prefix: String?
    /// Seconds.
    package var expiresIn: Double?
    package var metadata: Metadata
    package var rateLimitEnabled: Bool?
    /// Milliseconds.
    package var rateLimitTimeWindow: Double?
    package var rateLimitMax: Int?
    package var remaining: Int?
    package var refillAmount: Int?
    package var refillInterval: Double?
  }

  /// The new row with the key in clear.
  package struct Output: Codable, Sendable {
    package var id: ID<APIKey>
    package var name: String
    package var start: String
    @Null package var prefix: String?
    /// Shown once.
    package var key: String
    package var userId: ID<User>
    package var enabled: Bool
    package var rateLimitEnabled: Bool
    @Null package var rateLimitTimeWindow: Int?
    @Null package var rateLimitMax: Int?
    @Null package var expiresAt: Date?
    package var createdAt: Date
    package var metadata: Input.Metadata
  }

  package static let name = "user.createApiKey"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Makes an API key; its text is answered once"

  package static func access(_ input: Input) -> Access { .signedIn }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    let name = try TypedText.name(input.name, limit: 32)
    try check(input)
    let user = try call.user()
    let fresh = APIKeyKeeper.generate(prefix: input.prefix)
    var key = APIKey(
      name: name, prefix: input.prefix, start: fresh.start, digest: fresh.digest, userID: user.id,
      organizationID: input.metadata.organizationId, createdAt: call.now())
    key.expiresAt = input.expiresIn.map { call.now().addingTimeInterval($0) }
    if input.rateLimitEnabled ?? false {
      key.rateLimitMax = input.rateLimitMax ?? 1000
      key.rateLimitWindow = .milliseconds(input.rateLimitTimeWindow ?? 60_000)
    }
    let stored = key
    try await call.store.write { tx in
      guard try tx.members.of(user: user.id, in: stored.organizationID) != nil else {
        throw SlipwayError(.forbidden, "metadata.organizationId: you are no member of this organization")
      }
      try tx.apiKeys.insert(stored)
    }
    return answer(stored, fresh.key, input)
  }

  private static func check(_ input: Input) throws {
    var problems = ValidationProblems()
    let prefix = input.prefix ?? "key"
    problems.require(
      (1...32).contains(prefix.utf8.count)
        && prefix.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) },
      "prefix", "must have 1 to 32 letters, digits, '_' or '-'")
    problems.require(
      (86_400...31_536_000).contains(input.expiresIn ?? 86_400), "expiresIn",
      "must be seconds between 86400 (a day) and 31536000 (a year)")
    problems.require((1...1_000_000).contains(input.rateLimitMax ?? 1), "rateLimitMax", "must be at least 1")
    problems.require(
      (1000...86_400_000).contains(input.rateLimitTimeWindow ?? 1000), "rateLimitTimeWindow",
      "must be milliseconds between 1000 and 86400000")
    let later = "is not supported by this version yet; leave it out"
    problems.require(input.remaining == nil, "remaining", later)
    problems.require(input.refillAmount == nil, "refillAmount", later)
    problems.require(input.refillInterval == nil, "refillInterval", later)
    try problems.throwIfAny()
  }

  private static func answer(_ key: APIKey, _ text: String, _ input: Input) -> Output {
    Output(
      id: key.id, name: key.name, start: key.start, prefix: key.prefix, key: text, userId: key.userID, enabled: true,
      rateLimitEnabled: key.rateLimitMax != nil,
      rateLimitTimeWindow: key.rateLimitWindow.map { Int($0 / .milliseconds(1)) }, rateLimitMax: key.rateLimitMax,
      expiresAt: key.expiresAt, createdAt: key.createdAt, metadata: input.metadata)
  }
}
