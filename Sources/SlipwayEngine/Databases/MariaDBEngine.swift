package import SlipwayCore

/// MariaDB, as its official image runs it.
package enum MariaDBEngine: DatabaseEngine {
  package static let kind = Database.Engine.mariadb
  package static let label = "MariaDB"
  package static let image = (name: "mariadb", tags: ["11", "11.8", "11.4", "10.11"])
  package static let ports = [DatabasePort("externalPort", 3306, "MariaDB")]
  package static let hasRoot = true
  private static let client = MySQLClient(command: "mariadb", dumpCommand: "mariadb-dump", variables: "MARIADB")

  package static func dataPath(of image: ImageReference) -> String { "/var/lib/mysql" }

  package static func environment(of database: Database) -> [EnvironmentVariables.Variable] {
    client.environment(of: database)
  }

  package static func login(to database: Database) -> DatabaseQuery? { client.login(to: database) }

  package static func passwordChange(of database: Database, to password: Secret, isRoot: Bool) -> DatabaseQuery? {
    client.passwordChange(of: database, to: password, isRoot: isRoot)
  }

  package static func dump(of database: Database, named name: String) -> DatabaseQuery? {
    client.dump(of: database, named: name)
  }

  package static func restore(to database: Database, named name: String) -> DatabaseQuery? {
    client.restore(to: database, named: name)
  }

  package static func probe(of database: Database, named name: String) -> DatabaseQuery? {
    client.probe(of: database, named: name)
  }

  package static func url(of database: Database, at place: String) -> String {
    url(
      scheme: "mariadb", user: database.settings.databaseUser ?? "", database.secrets.password, at: place,
      path: "/" + (database.settings.databaseName ?? "").percentEncoded)
  }

  package static func check(_ database: Database, _ problems: inout ValidationProblems) {
    checkName(database.settings.databaseName, "databaseName", &problems)
    checkName(database.settings.databaseUser, "databaseUser", &problems)
  }
}
