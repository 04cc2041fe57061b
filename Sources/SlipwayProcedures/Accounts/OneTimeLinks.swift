package import Foundation
package import SlipwayCore
package import SlipwayEngine
package import SlipwayStore

/// Links that work once: to set up the first owner, and to sign in without a password. Rows keep digests only.
package struct OneTimeLinks: Sendable {
  /// What a link is for.
  package enum Purpose: String, Sendable, CaseIterable {
    case setUp = "set-up"
    case signIn = "sign-in"

    var lifetime: TimeInterval { self == .setUp ? 7 * 86400 : 15 * 60 }
    var path: String { self == .setUp ? "/setup" : "/sign-in/link" }
    var setting: String { "links." + rawValue }
  }

  /// What is stored of a link.
  private struct Row: Codable {
    var digest: String
    var userID: ID<User>?
    var expiresAt: Date
  }

  /// The newest links of a purpose that are remembered.
  private static let capacity = 10
  let now: @Sendable () -> Date

  package init(engine: Engine) { now = engine.now }

  package init(now: @escaping @Sendable () -> Date) { self.now = now }

  /// A new link.
  /// - Parameters:
  ///   - user: who signs in by it; `nil` for the set-up.
  ///   - base: what it begins with, without a slash at the end.
  package func make(
    _ purpose: Purpose, for user: ID<User>? = nil, base: String, in transaction: Transaction
  ) throws -> String {
    let token = RandomText.token()
    let row = Row(
      digest: TokenDigest.of(token), userID: user, expiresAt: now().addingTimeInterval(purpose.lifetime))
    try save((try live(purpose, transaction) + [row]).suffix(Self.capacity), purpose, transaction)
    return "\(base)\(purpose.path)?token=\(token)"
  }

  /// Whether the link still works; a look does not use it up.
  package func isValid(_ token: String, _ purpose: Purpose, in transaction: Transaction) throws -> Bool {
    let digest = TokenDigest.of(token)
    return try live(purpose, transaction).contains { ConstantTime.isEqual($0.digest, digest) }
  }

  /// Uses the link up.
  /// - Returns: whose it was, when it was somebody's.
  /// - Throws: ``SlipwayError`` `forbidden` when it was used, has expired or never was.
  @discardableResult
  package func redeem(_ token: String, _ purpose: Purpose, in transaction: Transaction) throws -> ID<User>? {
    let digest = TokenDigest.of(token)
    var rows = try live(purpose, transaction)
    guard let index = rows.firstIndex(where: { ConstantTime.isEqual($0.digest, digest) }) else {
      throw SlipwayError(.forbidden, Self.refusal(purpose))
    }
    let row = rows.remove(at: index)
    try save(purpose == .setUp ? [] : rows[...], purpose, transaction)
    return row.userID
  }

  private static func refusal(_ purpose: Purpose) -> String {
    let command = purpose == .setUp ? "slipway setup-link" : "slipway owner sign-in-link"
    return "This link was used or has expired; `\(command)` on the server prints a new one."
  }

  private func live(_ purpose: Purpose, _ transaction: Transaction) throws -> [Row] {
    guard let text = try transaction.settings.value(purpose.setting) else { return [] }
    let rows = try JSONDecoder().decode([Row].self, from: Data(text.utf8))
    return rows.filter { $0.expiresAt > now() }
  }

  private func save(_ rows: ArraySlice<Row>, _ purpose: Purpose, _ transaction: Transaction) throws {
    let text = String(decoding: try JSONEncoder().encode(Array(rows)), as: UTF8.self)
    try transaction.settings.set(purpose.setting, text)
  }
}
