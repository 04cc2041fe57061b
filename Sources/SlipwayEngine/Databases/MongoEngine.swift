package import SlipwayCore

/// MongoDB, as its official image runs it.
package enum MongoEngine: DatabaseEngine {
  package static let kind = Database.Engine.mongo
  package static let label = "MongoDB"
  package static let image = (name: "mongo", tags: ["8", "7", "6"])
  package static let ports = [DatabasePort("externalPort", 27017)]

  package static func dataPath(of image: ImageReference) -> String { "/data/db" }

  package static func environment(of database: Database) -> [EnvironmentVariables.Variable] {
    var found: [EnvironmentVariables.Variable] = [
      .init(name: "MONGO_INITDB_ROOT_USERNAME", value: database.settings.databaseUser ?? ""),
      .init(name: "MONGO_INITDB_ROOT_PASSWORD", value: database.secrets.password.reveal()),
    ]
    if database.settings.replicaSets {
      found.append(.init(name: "MONGO_INITDB_DATABASE", value: "admin"))
      found.append(.init(name: "SLIPWAY_MEMBER", value: "\(database.appName):\(port)"))
    }
    return found
  }

  /// A replica set needs a key that its members share, and somebody who begins it; both happen once.
  private static let replicaSet = """
    key=/data/db/.slipway-key
    [ -s "$key" ] || { head -c 512 /dev/urandom | base64 | tr -d '\\n' >"$key"; chmod 400 "$key"; }
    chown mongodb "$key" 2>/dev/null
    { until mongosh --quiet --nodb --eval '
        const c = connect("mongodb://127.0.0.1:27017/admin");
        c.auth(process.env.MONGO_INITDB_ROOT_USERNAME, process.env.MONGO_INITDB_ROOT_PASSWORD);
        try { rs.status() } catch (e) { rs.initiate({_id: "rs0", members: [{_id: 0, host: process.env.SLIPWAY_MEMBER}]}) }'
      do sleep 2; done; } >/dev/null 2>&1 &
    exec docker-entrypoint.sh mongod --replSet rs0 --bind_ip_all --keyFile "$key"
    """

  package static func arguments(of database: Database) -> [String]? {
    database.settings.replicaSets ? ["sh", "-c", replicaSet] : nil
  }

  package static func login(to database: Database) -> DatabaseQuery? {
    shell(database, "print(c.runCommand({ping: 1}).ok === 1 ? 'ready' : 'no')", expects: "ready")
  }

  package static func passwordChange(of database: Database, to password: Secret, isRoot: Bool) -> DatabaseQuery? {
    var query = shell(
      database, "c.changeUserPassword(process.env.SLIPWAY_USER, process.env.SLIPWAY_NEXT); print('ready')",
      expects: "ready")
    query.environment["SLIPWAY_NEXT"] = password
    return query
  }

  package static func url(of database: Database, at place: String, isInside: Bool) -> String {
    let direct = database.settings.replicaSets ? "" : "&directConnection=true"
    return url(
      scheme: "mongodb", user: database.settings.databaseUser ?? "", database.secrets.password, at: place,
      path: "/?authSource=admin" + direct)
  }

  package static func check(_ database: Database, _ problems: inout ValidationProblems) {
    checkName(database.settings.databaseUser, "databaseUser", &problems)
  }

  private static func shell(_ database: Database, _ script: String, expects: String) -> DatabaseQuery {
    let connect =
      "const c = connect('mongodb://127.0.0.1:27017/admin'); c.auth(process.env.SLIPWAY_USER, process.env.SLIPWAY_PASSWORD); "
    return DatabaseQuery(
      ["mongosh", "--quiet", "--nodb", "--eval", connect + script],
      environment: [
        "SLIPWAY_USER": Secret(database.settings.databaseUser ?? ""), "SLIPWAY_PASSWORD": database.secrets.password,
      ], expects: expects)
  }
}
