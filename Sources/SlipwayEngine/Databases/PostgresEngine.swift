import Foundation
package import SlipwayCore

/// PostgreSQL, as its official image runs it.
package enum PostgresEngine: DatabaseEngine {
  package static let kind = Database.Engine.postgres
  package static let label = "PostgreSQL"
  package static let image = (name: "postgres", tags: ["18", "17", "16", "15", "14"])
  package static let ports = [DatabasePort("externalPort", 5432)]

  /// From version 18 on the image keeps the data of each version in a folder of its own. Images built on it (PostGIS,
  /// pgvector) say the version in their tag as well.
  package static func dataPath(of image: ImageReference) -> String {
    guard let version = version(of: image), version >= 18 else { return "/var/lib/postgresql/data" }
    return "/var/lib/postgresql"
  }

  package static func environment(of database: Database) -> [EnvironmentVariables.Variable] {
    [
      .init(name: "POSTGRES_DB", value: database.settings.databaseName ?? ""),
      .init(name: "POSTGRES_USER", value: database.settings.databaseUser ?? ""),
      .init(name: "POSTGRES_PASSWORD", value: database.secrets.password.reveal()),
    ]
  }

  /// By the network and not by the socket or the loopback, where the image asks for no password.
  package static func login(to database: Database) -> DatabaseQuery? {
    client(database, ["-h", DatabaseShell.ownAddress, "-tAc", "SELECT 'ready'"], expects: "ready")
  }

  package static func passwordChange(of database: Database, to password: Secret, isRoot: Bool) -> DatabaseQuery? {
    let user = (database.settings.databaseUser ?? "").replacing("\"", with: "\"\"")
    let text = password.reveal().replacing("'", with: "''")
    return DatabaseShell.feeding(
      Secret("ALTER USER \"\(user)\" WITH PASSWORD '\(text)';"),
      to: client(database, ["-v", "ON_ERROR_STOP=1", "-q"], expects: nil))
  }

  package static func url(of database: Database, at place: String, isInside: Bool) -> String {
    url(
      scheme: "postgresql", user: database.settings.databaseUser ?? "", database.secrets.password, at: place,
      path: "/" + encode(database.settings.databaseName ?? ""))
  }

  package static func check(_ database: Database, _ problems: inout ValidationProblems) {
    checkName(database.settings.databaseName, "databaseName", &problems)
    checkName(database.settings.databaseUser, "databaseUser", &problems)
  }

  private static func client(_ database: Database, _ words: [String], expects: String?) -> DatabaseQuery {
    let settings = database.settings
    return DatabaseQuery(
      ["psql", "-U", settings.databaseUser ?? "", "-d", settings.databaseName ?? ""] + words,
      environment: ["PGPASSWORD": database.secrets.password, "PGCONNECT_TIMEOUT": Secret("5")], expects: expects)
  }

  private static func version(of image: ImageReference) -> Int? {
    guard let tag = image.tag else { return image.name.hasSuffix("postgres") ? Int.max : nil }
    // `18-alpine`, `pg18`, `18-3.6`, `latest-pg18`.
    let numbers = tag.split { !$0.isNumber }.compactMap { Int($0) }
    if let marked = tag.range(of: "pg"), let number = Int(tag[marked.upperBound...].prefix { $0.isNumber }) {
      return number
    }
    return numbers.first ?? (tag.hasPrefix("latest") ? Int.max : nil)
  }
}
