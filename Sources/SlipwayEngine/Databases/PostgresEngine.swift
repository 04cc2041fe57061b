import Foundation
package import SlipwayCore

/// PostgreSQL, as its official image runs it.
package enum PostgresEngine: DatabaseEngine {
  package static let kind = Database.Engine.postgres
  package static let label = "PostgreSQL"
  package static let image = (name: "postgres", tags: ["18", "17", "16", "15", "14"])
  package static let ports = [DatabasePort("externalPort", 5432, "PostgreSQL")]
  package static let isDumpable = true

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

  package static func administrator(in environment: [String: String]) -> BackupCredentials? {
    environment["POSTGRES_PASSWORD"].map {
      BackupCredentials(user: environment["POSTGRES_USER"] ?? "postgres", password: Secret($0))
    }
  }

  /// By the network and not by the socket or the loopback, where the image asks for no password.
  package static func login(to database: Database, asRoot: Bool) -> DatabaseQuery? {
    var query = client(database, ["psql", "-tAc", "SELECT 'ready'"], database.settings.databaseName)
    query.expects = "ready"
    return query
  }

  package static func passwordChange(of database: Database, to password: Secret, isRoot: Bool) -> DatabaseQuery? {
    let user = (database.settings.databaseUser ?? "").replacing("\"", with: "\"\"")
    let text = password.reveal().replacing("'", with: "''")
    var query = client(database, ["psql", "-v", "ON_ERROR_STOP=1", "-q"], database.settings.databaseName)
    query.input = Secret("ALTER USER \"\(user)\" WITH PASSWORD '\(text)';")
    return query
  }

  /// In PostgreSQL's own format, which its restore takes as one transaction.
  package static func dump(of database: Database, named name: String) -> DatabaseQuery? {
    client(database, ["pg_dump", "-Fc", "--no-acl", "--no-owner"], name)
  }

  package static func restore(to database: Database, named name: String) -> DatabaseQuery? {
    client(
      database, ["pg_restore", "--no-acl", "--no-owner", "--clean", "--if-exists", "--single-transaction"], name)
  }

  package static func probe(of database: Database, named name: String) -> DatabaseQuery? {
    let question =
      "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
    return client(database, ["psql", "-tAc", question], name)
  }

  package static func url(of database: Database, at place: String) -> String {
    url(
      scheme: "postgresql", user: database.settings.databaseUser ?? "", database.secrets.password, at: place,
      path: "/" + (database.settings.databaseName ?? "").percentEncoded)
  }

  package static func check(_ database: Database, _ problems: inout ValidationProblems) {
    checkName(database.settings.databaseName, "databaseName", &problems)
    checkName(database.settings.databaseUser, "databaseUser", &problems)
  }

  private static func client(_ database: Database, _ words: [String], _ name: String?) -> DatabaseQuery {
    DatabaseQuery(
      words + ["-h", DatabaseQuery.ownHost, "-U", database.settings.databaseUser ?? "", "-d", name ?? ""],
      environment: ["PGPASSWORD": database.secrets.password, "PGCONNECT_TIMEOUT": Secret("5")])
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
