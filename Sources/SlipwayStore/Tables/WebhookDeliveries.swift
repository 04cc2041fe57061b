package import Foundation
package import SlipwayCore

/// One call of a webhook, and what was decided on it.
package struct WebhookDelivery: Sendable, Hashable {
  /// The provider's identifier; a second call with the same one is the same delivery.
  package var id: String
  package var applicationID: ID<Application>
  package var receivedAt: Date
  /// `nil` until it was decided.
  package var decision: String?
  package var deploymentID: ID<Deployment>?

  package init(
    id: String, applicationID: ID<Application>, receivedAt: Date, decision: String? = nil,
    deploymentID: ID<Deployment>? = nil
  ) {
    self.id = id
    self.applicationID = applicationID
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

  /// - Returns: `false` when this delivery came before.
  /// - Throws: ``SlipwayError`` `notFound` when there is no such application.
  package func insertIfNew(id: String, application: ID<Application>, now: Date) throws -> Bool {
    let owner = try connection.row(
      """
      SELECT organization_id,
        (SELECT COALESCE(MAX(position), 0) + 1 FROM webhook_delivery WHERE application_id = \(application)) AS next
      FROM application WHERE id = \(application)
      """)
    guard let owner else { throw SlipwayError.notFound(Applications.noun) }
    let (organization, position): (ID<Organization>, Int) = (try owner["organization_id"], try owner["next"])
    let isNew =
      try connection.run(
        """
        INSERT INTO webhook_delivery (id, organization_id, application_id, position, received_at)
        VALUES (\(id), \(organization), \(application), \(position), \(now))
        ON CONFLICT (application_id, id) DO NOTHING
        """) > 0
    if isNew {
      try connection.run(
        """
        DELETE FROM webhook_delivery
        WHERE application_id = \(application) AND position <= \(position - Self.keep)
        """)
    }
    return isNew
  }

  /// Notes what became of it.
  package func decide(
    id: String, application: ID<Application>, decision: String, deployment: ID<Deployment>? = nil
  ) throws {
    try connection.run(
      """
      UPDATE webhook_delivery SET decision = \(decision), deployment_id = \(deployment)
      WHERE application_id = \(application) AND id = \(id)
      """)
  }

  /// Newest first.
  package func all(of application: ID<Application>, limit: Int = 50) throws -> [WebhookDelivery] {
    try connection.rows(
      """
      SELECT * FROM webhook_delivery WHERE application_id = \(application)
      ORDER BY position DESC LIMIT \(limit)
      """
    ).map { row in
      WebhookDelivery(
        id: try row["id"], applicationID: try row["application_id"], receivedAt: try row["received_at"],
        decision: try row["decision"], deploymentID: try row["deployment_id"])
    }
  }
}
