package import SlipwayCore

/// MySQL, as its official image runs it.
package enum MySQLEngine: DatabaseEngine, MySQLFamily {
  package static let kind = Database.Engine.mysql
  package static let label = "MySQL"
  package static let image = (name: "mysql", tags: ["8", "8.4", "9"])
  package static let command = "mysql"
  package static let dumpCommand = "mysqldump"
  package static let variables = "MYSQL"
}
