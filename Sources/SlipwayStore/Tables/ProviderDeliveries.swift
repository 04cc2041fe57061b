package import Foundation
package import SlipwayCore

/// One call of a provider's own webhook, and what was decided on it.
package struct ProviderDelivery: Sendable, Hashable {
  /// The provider's identifier; a second call with the same one is the same delivery.
  package var id: String
  package var providerID: ID<GitProvider>
  package var organizationID: ID<Organization>
  /// The provider's word for what happened.
  package var event: String
  package var repository: String?
  /// The branch, the tag or the request's number.
  package var reference: String?
  /// What a push replaced.
  package var before: String?
  package var after: String?
  package var receivedAt: Date
  /// A sentence.
  package var decision: String

  package init(
    id: String, provider: ID<GitProvider>, organization: ID<Organization>, event: String, repository: String? = nil,
    reference: String? = nil, receivedAt: Date
  ) {
    self.id = id
    self.providerID = provider
    self.organizationID = organization
    self.event = event
    self.repository = repository
    self.reference = reference
    self.receivedAt = receivedAt
    decision = ""
  }
}

/// The calls of providers' own webhooks: none is taken twice, and pushes that come late are known.
package struct ProviderDeliveries {
  /// How many of a provider are remembered.
  package static let keep = 500
  let context: TableContext
  private var connection: any SQLConnection { context.connection }

  /// - Returns: `false` when it came before.
  package func take(_ delivery: ProviderDelivery) throws -> Bool {
    let row = try connection.row(
      "SELECT COALESCE(MAX(position), 0) + 1 AS next FROM provider_delivery WHERE provider_id = \(delivery.providerID)"
    )
    let position: Int = try row?["next"] ?? 1
    let isNew =
      try connection.run(
        """
        INSERT INTO provider_delivery
          (id, provider_id, organization_id, position, event, repository, reference, before_commit, after_commit,
          received_at, decision)
        VALUES (\(delivery.id), \(delivery.providerID), \(delivery.organizationID), \(position), \(delivery.event),
          \(delivery.repository), \(delivery.reference), \(delivery.before), \(delivery.after),
          \(delivery.receivedAt), \(delivery.decision))
        ON CONFLICT (provider_id, id) DO NOTHING
        """) > 0
    if isNew {
      try connection.run(
        """
        DELETE FROM provider_delivery
        WHERE provider_id = \(delivery.providerID) AND position <= \(position - Self.keep)
        """)
    }
    return isNew
  }

  /// Notes what became of it.
  package func decide(_ id: String, of provider: ID<GitProvider>, _ decision: String) throws {
    try connection.run(
      "UPDATE provider_delivery SET decision = \(decision) WHERE provider_id = \(provider) AND id = \(id)")
  }

  /// Notes that a push came late: what it replaced says nothing about those to come.
  package func overtake(_ id: String, of provider: ID<GitProvider>) throws {
    try connection.run(
      "UPDATE provider_delivery SET before_commit = NULL WHERE provider_id = \(provider) AND id = \(id)")
  }

  /// Whether a push comes late: one that follows it was taken already.
  ///
  /// The newest known commit of the branch is what a push in order replaces. Otherwise a push that was taken and replaced
  /// what this one brings must have happened after it.
  package func isOvertaken(_ delivery: ProviderDelivery) throws -> Bool {
    guard let repository = delivery.repository, let reference = delivery.reference, let after = delivery.after,
      // A hash of zeros stands for no commit.
      after.contains(where: { $0 != "0" })
    else { return false }
    let known = try connection.rows(
      """
      SELECT before_commit, after_commit FROM provider_delivery
      WHERE provider_id = \(delivery.providerID) AND repository = \(repository) AND reference = \(reference)
        AND id <> \(delivery.id) AND event = \(delivery.event) AND before_commit IS NOT NULL
      ORDER BY position DESC LIMIT 50
      """
    ).map { row -> (before: String?, after: String?) in (try row["before_commit"], try row["after_commit"]) }
    guard let newest = known.first, newest.after != delivery.before else { return false }
    return known.contains { $0.before == after }
  }

  /// Newest first.
  package func all(of provider: ID<GitProvider>, limit: Int = 50) throws -> [ProviderDelivery] {
    try connection.rows(
      "SELECT * FROM provider_delivery WHERE provider_id = \(provider) ORDER BY position DESC LIMIT \(limit)"
    ).map { row in
      var delivery = ProviderDelivery(
        id: try row["id"], provider: try row["provider_id"], organization: try row["organization_id"],
        event: try row["event"], repository: try row["repository"], reference: try row["reference"],
        receivedAt: try row["received_at"])
      delivery.before = try row["before_commit"]
      delivery.after = try row["after_commit"]
      delivery.decision = try row["decision"]
      return delivery
    }
  }
}
