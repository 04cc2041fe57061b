import SlipwayCore
package import SlipwayEngine

/// `<engine>.one`: a database with everything that belongs to it.
@dynamicMemberLookup
package struct DatabaseDetail<Engine: DatabaseEngine>: Codable, Sendable {
  /// What is nested in the row.
  package struct Relations: Codable, Sendable {
    package var environment: EnvironmentRow
    package var mounts: [MountRow]
    package var deployments: [DeploymentRow]
    package var backups: [BackupRow]
    /// Where it runs; `null` is the machine that Slipway runs on.
    @Null package var server: ServerRow? = nil

    package init(
      environment: EnvironmentRow, mounts: [MountRow], deployments: [DeploymentRow], backups: [BackupRow],
      server: ServerRow? = nil
    ) {
      self.environment = environment
      self.mounts = mounts
      self.deployments = deployments
      self.backups = backups
      self.server = server
    }
  }

  package var database: DatabaseRow<Engine>
  package var relations: Relations

  package init(_ database: DatabaseRow<Engine>, _ relations: Relations) {
    self.database = database
    self.relations = relations
  }

  package subscript<Value>(dynamicMember path: KeyPath<Relations, Value>) -> Value { relations[keyPath: path] }

  package init(from decoder: any Decoder) throws {
    database = try DatabaseRow(from: decoder)
    relations = try Relations(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    try database.encode(to: encoder)
    try relations.encode(to: encoder)
  }
}
