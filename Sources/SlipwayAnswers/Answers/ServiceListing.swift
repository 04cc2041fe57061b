package import Foundation
package import SlipwayCore
import SlipwayEngine

/// A service of any kind, as pages list it.
package struct ServiceListing: Sendable, Hashable {
  package var id: ID<Deployable>
  package var kind: Deployable.Kind
  /// Of a database.
  package var engine: Database.Engine?
  package var name: String
  package var appName: String
  package var description: String?
  package var status: Deployable.Status
  package var createdAt: Date
  /// Where it runs; `nil` is the machine that Slipway runs on.
  package var serverID: ID<Server>?
}

extension EnvironmentDetail {
  /// Its services of all kinds, oldest first.
  package var services: [ServiceListing] {
    let databases =
      postgres.map(\.listing) + mysql.map(\.listing) + mariadb.map(\.listing) + mongo.map(\.listing)
      + redis.map(\.listing) + libsql.map(\.listing)
    return (applications.map(\.listing) + compose.map(\.listing) + databases).sorted {
      ($0.createdAt, $0.name) < ($1.createdAt, $1.name)
    }
  }
}

extension ServiceRow {
  package var listing: ServiceListing {
    ServiceListing(
      id: applicationId, kind: .application, name: name, appName: appName, description: description, status: status,
      createdAt: createdAt,
      serverID: serverId)
  }
}

extension ProjectListItem.Environment {
  /// A service of any kind in a list of many projects.
  package struct Service: Sendable, Hashable {
    package var id: ID<Deployable>
    package var kind: Deployable.Kind
    package var name: String
    package var status: Deployable.Status
  }

  /// Its services of all kinds.
  package var services: [Service] {
    let stacks = compose.map {
      Service(id: $0.composeId, kind: .compose, name: $0.name, status: $0.composeStatus)
    }
    return applications.map {
      Service(id: $0.applicationId, kind: .application, name: $0.name, status: $0.applicationStatus)
    }
      + stacks + databases(postgres) + databases(mysql) + databases(mariadb) + databases(mongo) + databases(redis)
      + databases(libsql)
  }

  private func databases<Engine: DatabaseEngine>(_ briefs: [DatabaseBrief<Engine>]) -> [Service] {
    briefs.map { Service(id: $0.id, kind: .database, name: $0.fields.name, status: $0.fields.applicationStatus) }
  }
}
