package import Foundation
package import SlipwayCore

/// One call of a webhook, and what was decided on it.
package struct WebhookDelivery: Sendable, Hashable {
  /// The decision on one that made a deployment.
  package static let deployed = "deployed"

  /// The provider's identifier; a second call with the same one is the same delivery.
  package var id: String
  package var deployableID: ID<Deployable>
  package var receivedAt: Date
  /// `nil` until it was decided.
  package var decision: String?
  package var deploymentID: ID<Deployment>?

  package init(
    id: String, deployableID: ID<Deployable>, receivedAt: Date, decision: String? = nil,
    deploymentID: ID<Deployment>? = nil
  ) {
    self.id = id
    self.deployableID = deployableID
    self.receivedAt = receivedAt
    self.decision = decision
    self.deploymentID = deploymentID
  }
}

/// The calls of webhooks, so that none deploys twice.
package struct WebhookDeliveries {
  /// How many of an application are remembered.
  package static let keep = 200
  let context: TableContext
  private var connection: any SQLConnection { context.connection }

  /// Notes that it came. One that deployed is not taken again; one that was skipped or refused may be sent again after
  /// the settings changed.
  /// - Returns: `false` when this delivery has deployed before.
  /// - Throws: ``SlipwayError`` `notFound` when there is no such application.
  package func take(id: String, application: ID<Deployable>, now: Date) throws -> Bool {
    let owner = try connection.row(
      """
      SELECT organization_id,
        (SELECT COALESCE(MAX(position), 0) + 1 FROM webhook_delivery WHERE deployable_id = \(application)) AS next
      FROM deployable WHERE id = \(application)
      """)
    guard let owner else { throw SlipwayError.notFound(Applications.noun) }
    let (organization, position): (ID<Organization>, Int) = (try owner["organization_id"], try owner["next"])
    let isTaken =
      try connection.run(
        """
        INSERT INTO webhook_delivery (id, organization_id, deployable_id, position, received_at)
        VALUES (\(id), \(organization), \(application), \(position), \(now))
        ON CONFLICT (deployable_id, id) DO UPDATE SET received_at = \(now)
        WHERE webhook_delivery.decision IS NULL OR webhook_delivery.decision <> \(WebhookDelivery.deployed)
        """) > 0
    if isTaken {
      try connection.run(
        """
        DELETE FROM webhook_delivery
        WHERE deployable_id = \(application) AND position <= \(position - Self.keep)
        """)
    }
    return isTaken
  }

  /// Notes what became of it.
  package func decide(
    id: String, application: ID<Deployable>, decision: String, deployment: ID<Deployment>? = nil
  ) throws {
    try connection.run(
      """
      UPDATE webhook_delivery SET decision = \(decision), deployment_id = \(deployment)
      WHERE deployable_id = \(application) AND id = \(id)
      """)
  }

  /// Newest first.
  package func all(of application: ID<Deployable>, limit: Int = 50) throws -> [WebhookDelivery] {
    try connection.rows(
      """
      SELECT * FROM webhook_delivery WHERE deployable_id = \(application)
      ORDER BY position DESC LIMIT \(limit)
      """
    ).map { row in
      WebhookDelivery(
        id: try row["id"], deployableID: try row["deployable_id"], receivedAt: try row["received_at"],
        decision: try row["decision"], deploymentID: try row["deployment_id"])
    }
  }
}
