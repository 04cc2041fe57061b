package import Foundation

/// A database server that Slipway runs.
package struct Database: Sendable, Hashable {
  /// The product, by the published API's words.
  package enum Engine: String, Sendable, Codable, CaseIterable {
    case postgres, mysql, mariadb, mongo, redis, libsql
  }

  package var id: ID<Deployable>
  package var organizationID: ID<Organization>
  package var environmentID: ID<Environment>
  package var name: String
  /// The Docker-level name, and the host name inside the network; see ``Deployable/appName``.
  package var appName: String
  package var description: String?
  package var status: Deployable.Status
  package var isStopped: Bool
  package var settings: DatabaseSettings
  package var runtime: RuntimeSettings
  package var secrets: DatabaseSecrets
  /// Where it runs; see ``Deployable/serverID``.
  package var serverID: ID<Server>?
  package var createdAt: Date
  /// When a setting that a deployment would apply was last changed.
  package var changedAt: Date

  package init(
    id: ID<Deployable> = .random(), organizationID: ID<Organization>, environmentID: ID<Environment>, name: String,
    appName: String, settings: DatabaseSettings, secrets: DatabaseSecrets = DatabaseSecrets(), createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.environmentID = environmentID
    self.name = name
    self.appName = appName
    status = .idle
    isStopped = false
    self.settings = settings
    runtime = RuntimeSettings()
    self.secrets = secrets
    self.createdAt = createdAt
    changedAt = createdAt
  }
}

extension Database {
  /// What it has in common with everything that runs.
  package var deployable: Deployable {
    Deployable(
      id: id, kind: .database, organizationID: organizationID, environmentID: environmentID, name: name,
      appName: appName, status: status, isStopped: isStopped, serverID: serverID, createdAt: createdAt)
  }
}

/// What a database server is, in the published API's field names.
package struct DatabaseSettings: Sendable, Hashable, Codable {
  /// Of libSQL: what it is among its copies.
  package enum Node: String, Sendable, Codable, CaseIterable {
    case primary, replica
  }

  package var engine: Database.Engine
  package var dockerImage: String
  /// The database that is made at the first start; engines without names have none.
  package var databaseName: String?
  package var databaseUser: String?
  /// Of MongoDB: whether it runs as a replica set of one member.
  package var replicaSets = false
  package var sqldNode = Node.primary
  /// Of a libSQL replica: where its primary is.
  package var sqldPrimaryUrl: String?
  package var enableNamespaces = false

  package init(engine: Database.Engine, dockerImage: String) {
    self.engine = engine
    self.dockerImage = dockerImage
  }
}

/// The texts of a database that are sealed at rest.
package struct DatabaseSecrets: Sendable, Hashable, Codable {
  /// The environment as typed; it comes after what the engine needs.
  package var env = Secret("")
  package var password = Secret("")
  /// Of MySQL's and MariaDB's `root`.
  package var rootPassword: Secret?
  /// Of a MongoDB replica set: what its members know each other by.
  package var replicaSetKey: Secret?
  /// A password that is being changed to: the server has either this one or the present one.
  package var nextPassword: Secret?

  package init() {}
}
