package import Foundation
package import SlipwayCore
package import SlipwayEngine

/// A project in `project.all`, with its environments and their services.
package struct ProjectListItem: Codable, Sendable {
  /// An environment with the names and states of its services.
  package struct Environment: Codable, Sendable {
    package var environmentId: ID<SlipwayCore.Environment>
    package var name: String
    package var isDefault: Bool
    package var applications: [ServiceBrief]
    package var compose: [ComposeBrief]
    package var postgres: [DatabaseBrief<PostgresEngine>]
    package var mysql: [DatabaseBrief<MySQLEngine>]
    package var mariadb: [DatabaseBrief<MariaDBEngine>]
    package var mongo: [DatabaseBrief<MongoEngine>]
    package var redis: [DatabaseBrief<RedisEngine>]
    package var libsql: [DatabaseBrief<LibSQLEngine>]

    package init(
      environmentId: ID<SlipwayCore.Environment>, name: String, isDefault: Bool, applications: [ServiceBrief],
      compose: [ComposeBrief], postgres: [DatabaseBrief<PostgresEngine>], mysql: [DatabaseBrief<MySQLEngine>],
      mariadb: [DatabaseBrief<MariaDBEngine>], mongo: [DatabaseBrief<MongoEngine>],
      redis: [DatabaseBrief<RedisEngine>], libsql: [DatabaseBrief<LibSQLEngine>]
    ) {
      self.environmentId = environmentId
      self.name = name
      self.isDefault = isDefault
      self.applications = applications
      self.compose = compose
      self.postgres = postgres
      self.mysql = mysql
      self.mariadb = mariadb
      self.mongo = mongo
      self.redis = redis
      self.libsql = libsql
    }
  }

  package var projectId: ID<Project>
  package var name: String
  @Null package var description: String?
  package var createdAt: Date
  package var organizationId: ID<Organization>
  package var environments: [Environment]
  package var projectTags: [ProjectTagRow] = []

  package init(
    projectId: ID<Project>, name: String, description: String?, createdAt: Date, organizationId: ID<Organization>,
    environments: [Environment], projectTags: [ProjectTagRow] = []
  ) {
    self.projectId = projectId
    self.name = name
    self.description = description
    self.createdAt = createdAt
    self.organizationId = organizationId
    self.environments = environments
    self.projectTags = projectTags
  }
}
