package import Foundation
package import SlipwayCore
package import SlipwayEngine
package import SlipwayStore

/// An environment with its services: `environment.one`, and in `project.one`.
package struct EnvironmentDetail: Codable, Sendable {
  package var environmentId: ID<Environment>
  package var name: String
  @Null package var description: String?
  package var isDefault: Bool
  package var createdAt: Date
  package var projectId: ID<Project>
  /// The shared variables as typed; left out in `environment.byProjectId`.
  package var env: String?
  package var project: ProjectRow?
  package var applications: [ServiceRow]
  package var compose: [ComposeServiceRow]
  package var postgres: [DatabaseServiceRow<PostgresEngine>]
  package var mysql: [DatabaseServiceRow<MySQLEngine>]
  package var mariadb: [DatabaseServiceRow<MariaDBEngine>]
  package var mongo: [DatabaseServiceRow<MongoEngine>]
  package var redis: [DatabaseServiceRow<RedisEngine>]
  package var libsql: [DatabaseServiceRow<LibSQLEngine>]

  package init(_ environment: Environment, services: [ServiceSummary], showsEnv: Bool, project: ProjectRow? = nil) {
    environmentId = environment.id
    name = environment.name
    description = environment.description
    isDefault = environment.isDefault
    createdAt = environment.createdAt
    projectId = environment.projectID
    env = showsEnv ? environment.env.reveal() : nil
    self.project = project
    applications = services.filter { $0.kind == .application }.map(ServiceRow.init)
    compose = services.filter { $0.kind == .compose }.map(ComposeServiceRow.init)
    postgres = DatabaseServiceRow.all(of: services)
    mysql = DatabaseServiceRow.all(of: services)
    mariadb = DatabaseServiceRow.all(of: services)
    mongo = DatabaseServiceRow.all(of: services)
    redis = DatabaseServiceRow.all(of: services)
    libsql = DatabaseServiceRow.all(of: services)
  }
}
