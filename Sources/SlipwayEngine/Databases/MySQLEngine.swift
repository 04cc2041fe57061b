package import SlipwayCore

/// MySQL, as its official image runs it.
package enum MySQLEngine: DatabaseEngine {
  package static let kind = Database.Engine.mysql
  package static let label = "MySQL"
  package static let image = (name: "mysql", tags: ["8", "8.4", "9"])
  package static let ports = [DatabasePort("externalPort", 3306)]
  private static let client = MySQLClient(command: "mysql", variables: "MYSQL")

  package static func dataPath(of image: ImageReference) -> String { "/var/lib/mysql" }

  package static func environment(of database: Database) -> [EnvironmentVariables.Variable] {
    client.environment(of: database)
  }

  package static func login(to database: Database) -> DatabaseQuery? { client.login(to: database) }

  package static func passwordChange(of database: Database, to password: Secret, isRoot: Bool) -> DatabaseQuery? {
    client.passwordChange(of: database, to: password, isRoot: isRoot)
  }

  package static func url(of database: Database, at place: String, isInside: Bool) -> String {
    client.url(of: database, scheme: "mysql", at: place)
  }

  package static func check(_ database: Database, _ problems: inout ValidationProblems) {
    checkName(database.settings.databaseName, "databaseName", &problems)
    checkName(database.settings.databaseUser, "databaseUser", &problems)
  }
}
