package import SlipwayCore

/// What MySQL and MariaDB have in common: they speak the same protocol, with their own commands and variables.
package protocol MySQLFamily: DatabaseEngine {
  /// The client in the image.
  static var command: String { get }
  static var dumpCommand: String { get }
  /// What the image's variables begin with.
  static var variables: String { get }
}

extension MySQLFamily {
  package static var ports: [DatabasePort] { [DatabasePort("externalPort", 3306, label)] }
  package static var hasRoot: Bool { true }
  package static var isDumpable: Bool { true }

  package static func dataPath(of image: ImageReference) -> String { "/var/lib/mysql" }

  package static func environment(of database: Database) -> [EnvironmentVariables.Variable] {
    let user = database.settings.databaseUser ?? ""
    var found: [(String, String)] = [("DATABASE", database.settings.databaseName ?? "")]
    // The images refuse to make a second root.
    if user != "root" { found += [("USER", user), ("PASSWORD", database.secrets.password.reveal())] }
    found.append(("ROOT_PASSWORD", root(database).reveal()))
    return found.map { EnvironmentVariables.Variable(name: "\(variables)_\($0.0)", value: $0.1) }
  }

  /// MariaDB's image knows MySQL's names, too.
  package static func administrator(in environment: [String: String]) -> BackupCredentials? {
    [variables, "MYSQL"].compactMap { environment[$0 + "_ROOT_PASSWORD"] }.first.map {
      BackupCredentials(user: "root", password: Secret($0))
    }
  }

  /// Root by the socket, as all that is done in its name.
  package static func login(to database: Database, asRoot: Bool) -> DatabaseQuery? {
    if asRoot {
      return query(["-u", "root", "-N", "-B", "-e", "SELECT 'ready'"], root(database), expects: "ready")
    }
    return query(
      [
        "--connect-timeout=5", "-h", DatabaseQuery.ownHost, "-u", database.settings.databaseUser ?? "", "-N", "-B",
        "-e",
        "SELECT 'ready'", database.settings.databaseName ?? "",
      ], database.secrets.password, expects: "ready")
  }

  package static func passwordChange(of database: Database, to password: Secret, isRoot: Bool) -> DatabaseQuery? {
    let user = isRoot ? "root" : database.settings.databaseUser ?? ""
    let text = password.reveal().replacing("\\", with: "\\\\").replacing("'", with: "''")
    // Which of the two an image has made depends on its version.
    let statements = ["%", "localhost"].map { "ALTER USER IF EXISTS '\(user)'@'\($0)' IDENTIFIED BY '\(text)';" }
    var query = query(["--connect-timeout=5", "-u", "root"], root(database))
    query.input = Secret(statements.joined(separator: "\n"))
    return query
  }

  /// By the socket as root, who may read everything.
  package static func dump(of database: Database, named name: String) -> DatabaseQuery? {
    var query = query(
      [
        "-u", "root", "--default-character-set=utf8mb4", "--single-transaction", "--quick", "--no-tablespaces",
        "--routines", "--triggers", "--events", "--hex-blob", name,
      ], root(database))
    query.words[0] = dumpCommand
    return query
  }

  package static func restore(to database: Database, named name: String) -> DatabaseQuery? {
    query(["-u", "root", "--default-character-set=utf8mb4", name], root(database))
  }

  package static func probe(of database: Database, named name: String) -> DatabaseQuery? {
    query(
      [
        "-u", "root", "-N", "-B", "-e",
        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()", name,
      ], root(database))
  }

  package static func url(of database: Database, at place: String) -> String {
    url(
      scheme: kind.rawValue, user: database.settings.databaseUser ?? "", database.secrets.password, at: place,
      path: "/" + (database.settings.databaseName ?? "").percentEncoded)
  }

  package static func check(_ database: Database, _ problems: inout ValidationProblems) {
    checkName(database.settings.databaseName, "databaseName", &problems)
    checkName(database.settings.databaseUser, "databaseUser", &problems)
  }

  private static func root(_ database: Database) -> Secret {
    database.secrets.rootPassword ?? database.secrets.password
  }

  private static func query(_ words: [String], _ password: Secret, expects: String? = nil) -> DatabaseQuery {
    DatabaseQuery([command] + words, environment: ["MYSQL_PWD": password], expects: expects)
  }
}
