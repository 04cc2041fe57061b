package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// The input of what concerns a database of any engine.
package struct DatabaseAnyInput: Codable, Sendable {
  package var databaseId: ID<Deployable>

  package init(databaseId: ID<Deployable>) { self.databaseId = databaseId }
}

/// Answers a database of any engine with everything that belongs to it: for pages, which know no engines.
package enum DatabaseOverview: Procedure {
  /// The database and what is nested in it.
  package struct Output: Codable, Sendable {
    package var databaseId: ID<Deployable>
    package var engine: Database.Engine
    package var fields: DatabaseFields
    package var runtime: RuntimeSettings
    package var environment: EnvironmentRow
    package var mounts: [MountRow]
    package var deployments: [DeploymentRow]
    /// With an address of its machine for a place where its port is published.
    package var externalUrls: [ExternalURL]
    /// Where it runs; `null` is the machine that Slipway runs on.
    @Null package var server: ServerRow?
  }

  /// How somebody outside of this installation connects.
  package struct ExternalURL: Codable, Sendable {
    /// What the port speaks.
    package var label: String
    package var url: String
    package var port: Int
  }

  package static let name = "database.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a database of any engine with its settings, mounts and deployments"

  package static func access(_ input: DatabaseAnyInput) -> Access { .subject(.database(input.databaseId), .read) }

  package static func run(_ input: DatabaseAnyInput, _ call: Call) async throws -> Output {
    let here = ServerAddress.outward()
    return try await call.store.read { tx in
      let database = try tx.databases.one(input.databaseId)
      let environment = try tx.environments.one(database.environmentID)
      let project = try tx.projects.one(environment.projectID)
      let ports = try tx.ports.all(of: database.id)
      let word = database.settings.engine.rawValue
      let server = try ServerReading.row(of: database.serverID, tx)
      return Output(
        databaseId: database.id, engine: database.settings.engine,
        fields: DatabaseFields(database, ports: ports, showsSecrets: true), runtime: database.runtime,
        environment: EnvironmentRow(environment, project: ProjectRow(project)),
        mounts: try tx.mounts.all(of: database.id).map { MountRow($0, of: word) },
        deployments: try tx.deployments.all(of: database.id, limit: 50).map { DeploymentRow($0) },
        externalUrls: urls(of: database, ports, server?.ipAddress ?? here), server: server)
    }
  }

  private static func urls(of database: Database, _ ports: [PublishedPort], _ server: String) -> [ExternalURL] {
    let engine = DatabaseEngines.engine(database.settings.engine)
    return engine.ports.compactMap { port in
      guard let published = ports.first(where: { $0.targetPort == port.number })?.publishedPort else { return nil }
      return ExternalURL(
        label: port.label, url: engine.url(of: database, at: "\(server):\(published)"), port: published)
    }
  }
}

/// Answers what Docker runs of a database beside what is wanted.
package enum DatabaseState: Procedure {
  package static let name = "database.state"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers what Docker runs of a database beside what is wanted"

  package static func access(_ input: DatabaseAnyInput) -> Access { .subject(.database(input.databaseId), .read) }

  package static func run(_ input: DatabaseAnyInput, _ call: Call) async throws -> ApplicationState.Output {
    try await ApplicationState.observe(input.databaseId, call)
  }
}

/// Answers what the next deployment of a database would change.
package enum DatabasePendingChanges: Procedure {
  package static let name = "database.pendingChanges"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers what the next deployment of a database would change"

  package static func access(_ input: DatabaseAnyInput) -> Access { .subject(.database(input.databaseId), .read) }

  package static func run(_ input: DatabaseAnyInput, _ call: Call) async throws -> FoundChanges {
    try await FoundChanges.find(input.databaseId, call)
  }
}
