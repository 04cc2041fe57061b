package import Foundation
package import SlipwayCore

/// What one wants to know of a service at a glance, besides its name and status.
package struct ServiceGlance: Sendable, Hashable {
  package var id: ID<Deployable>
  package var isStopped: Bool
  /// Whether a release of it is in service: the last deployment may have failed beside it.
  package var isServing: Bool
  /// The first address of those that are on.
  package var host: String?
  package var isHTTPS: Bool
  /// When the last deployment was queued that came into service.
  package var lastDeployedAt: Date?
  /// When the last deployment was queued, however it ended.
  package var lastTriedAt: Date?
}

extension Deployables {
  /// One for each service of an environment.
  package func glances(in environment: ID<Environment>) throws -> [ServiceGlance] {
    let rows = try context.connection.rows(
      """
      SELECT id, is_stopped,
        EXISTS (SELECT 1 FROM release WHERE deployable_id = deployable.id AND state = 'current') AS is_serving,
        (SELECT MAX(created_at) FROM deployment WHERE deployable_id = deployable.id) AS last_tried_at,
        (SELECT MAX(created_at) FROM deployment WHERE deployable_id = deployable.id AND status = 'done')
          AS last_deployed_at
      FROM deployable WHERE environment_id = \(environment)
      """)
    let hosts = try self.hosts(in: environment)
    return try rows.map { row in
      let id: ID<Deployable> = try row["id"]
      return ServiceGlance(
        id: id, isStopped: try row["is_stopped"], isServing: try row["is_serving"], host: hosts[id]?.host,
        isHTTPS: hosts[id]?.isHTTPS ?? false, lastDeployedAt: try row["last_deployed_at"],
        lastTriedAt: try row["last_tried_at"])
    }
  }

  private func hosts(in environment: ID<Environment>) throws -> [ID<Deployable>: (host: String, isHTTPS: Bool)] {
    let rows = try context.connection.rows(
      """
      SELECT deployable_id, host, https FROM domain WHERE is_enabled = TRUE
      AND deployable_id IN (SELECT id FROM deployable WHERE environment_id = \(environment))
      ORDER BY unique_config_key
      """)
    var hosts: [ID<Deployable>: (host: String, isHTTPS: Bool)] = [:]
    for row in rows {
      let id: ID<Deployable> = try row["deployable_id"]
      if hosts[id] == nil { hosts[id] = (try row["host"], try row["https"]) }
    }
    return hosts
  }
}
