package import SlipwayCore

/// MongoDB, as its official image runs it.
package enum MongoEngine: DatabaseEngine {
  package static let kind = Database.Engine.mongo
  package static let label = "MongoDB"
  package static let image = (name: "mongo", tags: ["8", "7", "6"])
  package static let ports = [DatabasePort("externalPort", 27017, "MongoDB")]
  package static let isDumpable = true
  package static let dumpEnding = "bson.gz"
  package static let parts = (one: "collection", several: "collections")
  private static let keyPath = "/etc/slipway/replica-set.key"
  /// The user `mongodb` of the official image.
  private static let serverUser = 999

  package static func dataPath(of image: ImageReference) -> String { "/data/db" }

  package static func environment(of database: Database) -> [EnvironmentVariables.Variable] {
    let own: [EnvironmentVariables.Variable] = [
      .init(name: "MONGO_INITDB_ROOT_USERNAME", value: database.settings.databaseUser ?? ""),
      .init(name: "MONGO_INITDB_ROOT_PASSWORD", value: database.secrets.password.reveal()),
    ]
    return database.settings.replicaSets ? own + [.init(name: "MONGO_INITDB_DATABASE", value: "admin")] : own
  }

  package static func administrator(in environment: [String: String]) -> BackupCredentials? {
    guard let user = environment["MONGO_INITDB_ROOT_USERNAME"] else { return nil }
    return BackupCredentials(user: user, password: environment["MONGO_INITDB_ROOT_PASSWORD"].map { Secret($0) })
  }

  /// The members of a replica set know each other by a key, also where there is one only.
  package static func files(of database: Database) -> [DatabaseFile] {
    guard database.settings.replicaSets, let key = database.secrets.replicaSetKey else { return [] }
    return [DatabaseFile(path: keyPath, content: key, owner: serverUser)]
  }

  package static func arguments(of database: Database) -> [String]? {
    guard database.settings.replicaSets else { return nil }
    return ["mongod", "--replSet", "rs0", "--bind_ip_all", "--keyFile", keyPath]
  }

  /// A replica set has to be begun by somebody, once: that is done by the first who is let in.
  package static func login(to database: Database, asRoot: Bool) -> DatabaseQuery? {
    guard database.settings.replicaSets else {
      return shell(database, "print(db.runCommand({ping: 1}).ok === 1 ? 'ready' : 'no')")
    }
    var query = shell(
      database,
      """
      try { rs.status() } catch (e) {
        if (e.codeName !== 'NotYetInitialized') throw e;
        rs.initiate({_id: 'rs0', members: [{_id: 0, host: process.env.SLIPWAY_MEMBER}]});
      }
      print(db.hello().isWritablePrimary ? 'ready' : 'no')
      """)
    query.environment["SLIPWAY_MEMBER"] = Secret("\(database.appName):\(port)")
    return query
  }

  package static func passwordChange(of database: Database, to password: Secret, isRoot: Bool) -> DatabaseQuery? {
    var query = shell(
      database, "db.changeUserPassword(process.env.SLIPWAY_USER, process.env.SLIPWAY_NEXT); print('ready')")
    query.environment["SLIPWAY_NEXT"] = password
    return query
  }

  package static func dump(of database: Database, named name: String) -> DatabaseQuery? {
    tool(["mongodump", "--archive", "--db=\(name)"], database)
  }

  package static func restore(to database: Database, named name: String) -> DatabaseQuery? {
    tool(["mongorestore", "--archive", "--drop", "--nsInclude=\(name).*"], database)
  }

  package static func probe(of database: Database, named name: String) -> DatabaseQuery? {
    var query = shell(database, "print(db.getSiblingDB(process.env.SLIPWAY_DATABASE).getCollectionNames().length)")
    query.environment["SLIPWAY_DATABASE"] = Secret(name)
    query.expects = nil
    return query
  }

  package static func url(of database: Database, at place: String) -> String {
    let direct = database.settings.replicaSets ? "" : "&directConnection=true"
    return url(
      scheme: "mongodb", user: database.settings.databaseUser ?? "", database.secrets.password, at: place,
      path: "/?authSource=admin" + direct)
  }

  package static func check(_ database: Database, _ problems: inout ValidationProblems) {
    checkName(database.settings.databaseUser, "databaseUser", &problems)
  }

  /// By the network, because the image's entry point makes its user on a server that only the loopback reaches.
  private static func shell(_ database: Database, _ script: String) -> DatabaseQuery {
    DatabaseQuery(
      [
        "mongosh", "mongodb://\(DatabaseQuery.ownHost):\(port)/admin?directConnection=true", "--quiet", "--eval",
        "db.auth(process.env.SLIPWAY_USER, process.env.SLIPWAY_PASSWORD);\n" + script,
      ],
      environment: [
        "SLIPWAY_USER": Secret(database.settings.databaseUser ?? ""), "SLIPWAY_PASSWORD": database.secrets.password,
      ], expects: "ready")
  }

  /// The tools take a password from no variable, but ask their input for it, up to the end of a line.
  private static func tool(_ words: [String], _ database: Database) -> DatabaseQuery {
    DatabaseQuery(
      words + ["--username=\(database.settings.databaseUser ?? "")", "--authenticationDatabase=admin"],
      input: Secret(database.secrets.password.reveal() + "\n"))
  }
}
