package import SlipwayCore

/// MariaDB, as its official image runs it.
package enum MariaDBEngine: DatabaseEngine, MySQLFamily {
  package static let kind = Database.Engine.mariadb
  package static let label = "MariaDB"
  package static let image = (name: "mariadb", tags: ["11", "11.8", "11.4", "10.11"])
  package static let command = "mariadb"
  package static let dumpCommand = "mariadb-dump"
  package static let variables = "MARIADB"
}
