package import SlipwayAnswers
package import SlipwayCore
package import SlipwayEngine
import SlipwayStore

/// Answers one database with everything that belongs to it.
package enum DatabaseOne<Engine: DatabaseEngine>: Procedure {
  package static var name: String { "\(Engine.kind).one" }
  package static var kind: ProcedureKind { .query }
  package static var summary: String {
    "Answers a \(Engine.label) database with its settings, mounts and deployments"
  }

  package static func access(_ input: DatabaseInput<Engine>) -> Access { .subject(.database(input.id), .read) }

  package static func run(_ input: DatabaseInput<Engine>, _ call: Call) async throws -> DatabaseDetail<Engine> {
    try await call.store.read { tx in
      let database = try tx.databases.one(input.id, of: Engine.kind)
      let environment = try tx.environments.one(database.environmentID)
      let project = try tx.projects.one(environment.projectID)
      return DatabaseDetail(
        DatabaseRow(database, ports: try tx.ports.all(of: database.id), showsSecrets: true),
        DatabaseDetail.Relations(
          environment: EnvironmentRow(environment, project: ProjectRow(project)),
          mounts: try tx.mounts.all(of: database.id).map { MountRow($0, of: Engine.kind.rawValue) },
          deployments: try tx.deployments.all(of: database.id, limit: 50).map { DeploymentRow($0) },
          backups: try BackupRow.all(of: database.id, tx), server: try ServerReading.row(of: database.serverID, tx)))
    }
  }
}

/// Finds databases of an engine by words in their names and descriptions.
package enum DatabaseSearch<Engine: DatabaseEngine>: Procedure {
  /// What is searched for.
  package struct Input: Codable, Sendable {
    package var q: String?
    package var name: String?
    package var appName: String?
    package var description: String?
    package var projectId: ID<Project>?
    package var environmentId: ID<Environment>?
    package var limit: Int?
    package var offset: Int?
  }

  package static var name: String { "\(Engine.kind).search" }
  package static var kind: ProcedureKind { .query }
  package static var summary: String {
    "Finds \(Engine.label) databases by name, description, project and environment"
  }

  package static func access(_ input: Input) -> Access {
    var all: [Access] = [.organization(.member)]
    if let project = input.projectId { all.append(.subject(.project(project), .read)) }
    if let environment = input.environmentId { all.append(.subject(.environment(environment), .read)) }
    return .all(all)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> SearchResult<DatabaseRow<Engine>> {
    let page = try SearchPage(limit: input.limit, offset: input.offset)
    let organization = try call.organization()
    let filter = SearchFilter(
      q: input.q, name: input.name, appName: input.appName, description: input.description,
      projectID: input.projectId, environmentID: input.environmentId, limit: page.limit, offset: page.offset)
    return try await call.store.read { tx in
      let found = try tx.databases.search(organization, Engine.kind, filter)
      let rows = try found.items.map { DatabaseRow<Engine>($0, ports: try tx.ports.all(of: $0.id)) }
      return SearchResult(items: rows, total: found.total)
    }
  }
}

/// Answers the last lines that a database's server printed.
package enum DatabaseReadLogs<Engine: DatabaseEngine>: Procedure {
  /// Which lines.
  package struct Fields: Codable, Sendable {
    package var tail: Int?
    package var since: String?
    package var search: String?
  }

  package static var name: String { "\(Engine.kind).readLogs" }
  package static var kind: ProcedureKind { .query }
  package static var summary: String { "Answers the last lines that a \(Engine.label) server printed" }

  package static func access(_ input: DatabaseRequest<Engine, Fields>) -> Access {
    .subject(.database(input.id), .read)
  }

  package static func run(_ input: DatabaseRequest<Engine, Fields>, _ call: Call) async throws -> String {
    _ = try await call.store.read { try $0.databases.one(input.id, of: Engine.kind) }
    return try await ServiceLog(tail: input.fields.tail, since: input.fields.since, search: input.fields.search)
      .read(input.id, call)
  }
}
