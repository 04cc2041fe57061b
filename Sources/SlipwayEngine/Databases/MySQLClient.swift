import SlipwayCore

/// What MySQL and MariaDB have in common: they speak the same protocol, with their own commands and variables.
struct MySQLClient: Sendable {
  /// Of the client in the image.
  let command: String
  /// What the image's variables begin with.
  let variables: String

  func environment(of database: Database) -> [EnvironmentVariables.Variable] {
    let user = database.settings.databaseUser ?? ""
    let root = database.secrets.rootPassword ?? database.secrets.password
    var found: [(String, String)] = [("DATABASE", database.settings.databaseName ?? "")]
    // The images refuse to make a second root.
    if user != "root" { found += [("USER", user), ("PASSWORD", database.secrets.password.reveal())] }
    found.append(("ROOT_PASSWORD", root.reveal()))
    return found.map { EnvironmentVariables.Variable(name: "\(variables)_\($0.0)", value: $0.1) }
  }

  func login(to database: Database) -> DatabaseQuery {
    let user = database.settings.databaseUser ?? ""
    let password = user == "root" ? database.secrets.rootPassword : nil
    return query(
      [
        "-h", DatabaseShell.ownAddress, "-u", user, "-N", "-B", "-e", "SELECT 'ready'",
        database.settings.databaseName ?? "",
      ],
      password ?? database.secrets.password, expects: "ready")
  }

  func passwordChange(of database: Database, to password: Secret, isRoot: Bool) -> DatabaseQuery {
    let user = isRoot ? "root" : database.settings.databaseUser ?? ""
    let text = password.reveal().replacing("\\", with: "\\\\").replacing("'", with: "''")
    // Which of the two an image has made depends on its version.
    let statements = ["%", "localhost"].map { "ALTER USER IF EXISTS '\(user)'@'\($0)' IDENTIFIED BY '\(text)';" }
    return DatabaseShell.feeding(
      Secret(statements.joined(separator: "\n")),
      to: query(["-u", "root"], database.secrets.rootPassword ?? database.secrets.password, expects: nil))
  }

  func url(of database: Database, scheme: String, at place: String) -> String {
    let user = database.settings.databaseUser ?? ""
    let password =
      user == "root" ? database.secrets.rootPassword ?? database.secrets.password : database.secrets.password
    return MySQLEngine.url(
      scheme: scheme, user: user, password, at: place,
      path: "/" + MySQLEngine.encode(database.settings.databaseName ?? ""))
  }

  private func query(_ words: [String], _ password: Secret, expects: String?) -> DatabaseQuery {
    DatabaseQuery([command, "--connect-timeout=5"] + words, environment: ["MYSQL_PWD": password], expects: expects)
  }
}
