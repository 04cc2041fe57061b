package import SlipwayCore

/// MariaDB, as its official image runs it.
package enum MariaDBEngine: DatabaseEngine {
  package static let kind = Database.Engine.mariadb
  package static let label = "MariaDB"
  package static let image = (name: "mariadb", tags: ["11", "11.8", "11.4", "10.11"])
  package static let ports = [DatabasePort("externalPort", 3306)]
  private static let client = MySQLClient(command: "mariadb", variables: "MARIADB")

  package static func dataPath(of image: ImageReference) -> String { "/var/lib/mysql" }

  package static func environment(of database: Database) -> [EnvironmentVariables.Variable] {
    client.environment(of: database)
  }

  package static func login(to database: Database) -> DatabaseQuery? { client.login(to: database) }

  package static func passwordChange(of database: Database, to password: Secret, isRoot: Bool) -> DatabaseQuery? {
    client.passwordChange(of: database, to: password, isRoot: isRoot)
  }

  package static func url(of database: Database, at place: String, isInside: Bool) -> String {
    client.url(of: database, scheme: "mariadb", at: place)
  }

  package static func check(_ database: Database, _ problems: inout ValidationProblems) {
    checkName(database.settings.databaseName, "databaseName", &problems)
    checkName(database.settings.databaseUser, "databaseUser", &problems)
  }
}
