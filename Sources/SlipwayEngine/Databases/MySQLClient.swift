import SlipwayCore

/// What MySQL and MariaDB have in common: they speak the same protocol, with their own commands and variables.
struct MySQLClient: Sendable {
  /// Of the client in the image.
  let command: String
  let dumpCommand: String
  /// What the image's variables begin with.
  let variables: String

  func environment(of database: Database) -> [EnvironmentVariables.Variable] {
    let user = database.settings.databaseUser ?? ""
    var found: [(String, String)] = [("DATABASE", database.settings.databaseName ?? "")]
    // The images refuse to make a second root.
    if user != "root" { found += [("USER", user), ("PASSWORD", database.secrets.password.reveal())] }
    found.append(("ROOT_PASSWORD", root(database).reveal()))
    return found.map { EnvironmentVariables.Variable(name: "\(variables)_\($0.0)", value: $0.1) }
  }

  func login(to database: Database) -> DatabaseQuery {
    query(
      [
        "--connect-timeout=5", "-h", DatabaseQuery.ownHost, "-u", database.settings.databaseUser ?? "", "-N", "-B",
        "-e",
        "SELECT 'ready'", database.settings.databaseName ?? "",
      ], database.secrets.password, expects: "ready")
  }

  func passwordChange(of database: Database, to password: Secret, isRoot: Bool) -> DatabaseQuery {
    let user = isRoot ? "root" : database.settings.databaseUser ?? ""
    let text = password.reveal().replacing("\\", with: "\\\\").replacing("'", with: "''")
    // Which of the two an image has made depends on its version.
    let statements = ["%", "localhost"].map { "ALTER USER IF EXISTS '\(user)'@'\($0)' IDENTIFIED BY '\(text)';" }
    var query = query(["--connect-timeout=5", "-u", "root"], root(database))
    query.input = Secret(statements.joined(separator: "\n"))
    return query
  }

  /// By the socket as root, who may read everything.
  func dump(of database: Database, named name: String) -> DatabaseQuery {
    var query = query(
      [
        "-u", "root", "--default-character-set=utf8mb4", "--single-transaction", "--quick", "--no-tablespaces",
        "--routines", "--triggers", "--events", "--hex-blob", name,
      ], root(database))
    query.words[0] = dumpCommand
    return query
  }

  func restore(to database: Database, named name: String) -> DatabaseQuery {
    query(["-u", "root", "--default-character-set=utf8mb4", name], root(database))
  }

  func probe(of database: Database, named name: String) -> DatabaseQuery {
    query(
      [
        "-u", "root", "-N", "-B", "-e",
        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()", name,
      ], root(database))
  }

  private func root(_ database: Database) -> Secret { database.secrets.rootPassword ?? database.secrets.password }

  private func query(_ words: [String], _ password: Secret, expects: String? = nil) -> DatabaseQuery {
    DatabaseQuery([command] + words, environment: ["MYSQL_PWD": password], expects: expects)
  }
}
