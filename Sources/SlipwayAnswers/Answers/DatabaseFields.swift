package import Foundation
package import SlipwayCore
import SlipwayEngine

/// The fields of a database that are not run-time settings; those that its engine does not have are `null`.
package struct DatabaseFields: Codable, Sendable {
  package var name: String
  package var appName: String
  @Null package var description: String?
  package var dockerImage: String
  @Null package var databaseName: String?
  @Null package var databaseUser: String?
  /// In clear in `one` only.
  @Null package var databasePassword: String?
  @Null package var databaseRootPassword: String?
  @Null package var env: String?
  @Null package var externalPort: Int?
  @Null package var externalGRPCPort: Int?
  @Null package var externalAdminPort: Int?
  package var applicationStatus: Deployable.Status
  package var environmentId: ID<Environment>
  package var replicaSets: Bool
  package var sqldNode: DatabaseSettings.Node
  @Null package var sqldPrimaryUrl: String?
  package var enableNamespaces: Bool
  package var createdAt: Date
  /// When a setting that a deployment would apply was last changed.
  package var changedAt: Date
  package var isStopped: Bool
  /// What an application of this installation connects with; masked but in `one`.
  package var internalUrl: String
  /// Where it runs; `null` is the machine that Slipway runs on.
  @Null package var serverId: ID<Server>?

  package init(_ database: Database, ports: [PublishedPort], showsSecrets: Bool) {
    func text(_ secret: Secret?) -> String? {
      guard let secret, !secret.isEmpty else { return nil }
      return showsSecrets ? secret.reveal() : Secret.mask
    }
    let engine = DatabaseEngines.engine(database.settings.engine)
    let published = { (field: String) -> Int? in
      let target = engine.ports.first { $0.field == field }?.number
      return ports.first { $0.targetPort == target }?.publishedPort
    }
    name = database.name
    appName = database.appName
    description = database.description
    dockerImage = database.settings.dockerImage
    databaseName = database.settings.databaseName
    databaseUser = database.settings.databaseUser
    databasePassword = text(database.secrets.password)
    databaseRootPassword = text(database.secrets.rootPassword)
    env = text(database.secrets.env)
    externalPort = published("externalPort")
    externalGRPCPort = published("externalGRPCPort")
    externalAdminPort = published("externalAdminPort")
    applicationStatus = database.status
    environmentId = database.environmentID
    replicaSets = database.settings.replicaSets
    sqldNode = database.settings.sqldNode
    sqldPrimaryUrl = database.settings.sqldPrimaryUrl
    enableNamespaces = database.settings.enableNamespaces
    createdAt = database.createdAt
    changedAt = database.changedAt
    isStopped = database.isStopped
    internalUrl = showsSecrets ? engine.insideURL(of: database) : Secret.mask
    serverId = database.serverID
  }
}
