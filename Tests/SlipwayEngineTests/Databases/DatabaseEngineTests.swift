import Foundation
import SlipwayCore
import SlipwayEngine
import Testing

/// The contracts of the engines' images, by exact words: those that no test can run are held to them here.
@Suite struct DatabaseEngineTests {
  static func database(_ kind: Database.Engine, _ change: (inout Database) -> Void = { _ in }) -> Database {
    let engine = DatabaseEngines.engine(kind)
    var database = Database(
      id: ID("db1"), organizationID: ID("org1"), environmentID: ID("env1"), name: "main", appName: "main-abc123",
      settings: DatabaseSettings(engine: kind, dockerImage: engine.defaultImage),
      createdAt: Date(timeIntervalSince1970: 0))
    database.settings.databaseName = "shop"
    database.settings.databaseUser = "anna"
    database.secrets.password = Secret("p@ss:w/rd")
    if engine.hasRoot { database.secrets.rootPassword = Secret("r00t") }
    if kind == .mongo { database.secrets.replicaSetKey = Secret("key") }
    change(&database)
    return database
  }

  private func environment(_ kind: Database.Engine, _ change: (inout Database) -> Void = { _ in }) -> [String] {
    DatabaseEngines.engine(kind).environment(of: Self.database(kind, change)).map { "\($0.name)=\($0.value)" }
  }

  @Test(arguments: Database.Engine.allCases)
  func `No secret is a word of any command`(_ kind: Database.Engine) throws {
    let database = Self.database(kind) { $0.settings.replicaSets = true }
    let engine = DatabaseEngines.engine(kind)
    let queries = [
      engine.login(to: database), engine.passwordChange(of: database, to: Secret("n3xt"), isRoot: false),
      engine.dump(of: database, named: "shop"), engine.restore(to: database, named: "shop"),
      engine.probe(of: database, named: "shop"),
    ]
    for words in queries.compactMap({ $0?.words }) + [engine.arguments(of: database) ?? []] {
      for secret in ["p@ss:w/rd", "r00t", "n3xt"] { #expect(!words.contains { $0.contains(secret) }, "\(words)") }
      #expect(!words.contains("-c") || words[0] != "sh")
    }
  }

  @Test(arguments: Database.Engine.allCases)
  func `What can be dumped can be restored and counted, and says so`(_ kind: Database.Engine) {
    let (engine, database) = (DatabaseEngines.engine(kind), Self.database(kind))
    for query in [
      engine.dump(of: database, named: "shop"), engine.restore(to: database, named: "shop"),
      engine.probe(of: database, named: "shop"),
    ] { #expect((query != nil) == engine.isDumpable) }
    #expect(DatabaseEngines.dumpable.contains(kind) == engine.isDumpable)
  }

  @Test func `Each image gets the variables that it reads`() {
    #expect(environment(.postgres) == ["POSTGRES_DB=shop", "POSTGRES_USER=anna", "POSTGRES_PASSWORD=p@ss:w/rd"])
    #expect(
      environment(.mysql) == [
        "MYSQL_DATABASE=shop", "MYSQL_USER=anna", "MYSQL_PASSWORD=p@ss:w/rd", "MYSQL_ROOT_PASSWORD=r00t",
      ])
    #expect(
      environment(.mariadb) == [
        "MARIADB_DATABASE=shop", "MARIADB_USER=anna", "MARIADB_PASSWORD=p@ss:w/rd", "MARIADB_ROOT_PASSWORD=r00t",
      ])
    #expect(
      environment(.mongo) == ["MONGO_INITDB_ROOT_USERNAME=anna", "MONGO_INITDB_ROOT_PASSWORD=p@ss:w/rd"])
    #expect(environment(.mongo) { $0.settings.replicaSets = true }.last == "MONGO_INITDB_DATABASE=admin")
    #expect(environment(.redis) == ["REDIS_PASSWORD=p@ss:w/rd"])
    #expect(environment(.libsql) == ["SQLD_NODE=primary", "SQLD_HTTP_AUTH=basic:YW5uYTpwQHNzOncvcmQ="])
  }

  @Test func `Who administers a server is known by its container's variables`() {
    func administrator(_ kind: Database.Engine, _ environment: [String: String]) -> BackupCredentials? {
      DatabaseEngines.engine(kind).administrator(in: environment)
    }
    let secret = Secret("canary")
    #expect(administrator(.postgres, ["POSTGRES_PASSWORD": "canary"]) == .init(user: "postgres", password: secret))
    #expect(
      administrator(.postgres, ["POSTGRES_PASSWORD": "canary", "POSTGRES_USER": "anna"])
        == .init(user: "anna", password: secret))
    #expect(administrator(.mysql, ["MYSQL_ROOT_PASSWORD": "canary"]) == .init(user: "root", password: secret))
    for name in ["MARIADB_ROOT_PASSWORD", "MYSQL_ROOT_PASSWORD"] {
      #expect(administrator(.mariadb, [name: "canary"]) == .init(user: "root", password: secret))
    }
    #expect(
      administrator(.mongo, ["MONGO_INITDB_ROOT_USERNAME": "anna", "MONGO_INITDB_ROOT_PASSWORD": "canary"])
        == .init(user: "anna", password: secret))
    for kind in Database.Engine.allCases { #expect(administrator(kind, ["PATH": "/bin"]) == nil) }
  }

  @Test func `With root as their user MySQL and MariaDB make one account`() {
    let root = environment(.mysql) { $0.settings.databaseUser = "root" }
    #expect(root == ["MYSQL_DATABASE=shop", "MYSQL_ROOT_PASSWORD=r00t"])
  }

  @Test func `A replica of libSQL knows its primary`() {
    let replica = environment(.libsql) {
      $0.settings.sqldNode = .replica
      $0.settings.sqldPrimaryUrl = "http://primary:5001"
    }
    #expect(replica.last == "SQLD_PRIMARY_URL=http://primary:5001")
  }

  @Test(arguments: [
    ("postgres:14", "/var/lib/postgresql/data"), ("postgres:17-alpine", "/var/lib/postgresql/data"),
    ("postgres:18", "/var/lib/postgresql"), ("postgres", "/var/lib/postgresql"),
    ("postgres:latest", "/var/lib/postgresql"), ("postgis/postgis:16-3.4", "/var/lib/postgresql/data"),
    ("pgvector/pgvector:pg18", "/var/lib/postgresql"), ("pgvector/pgvector:0.8.0-pg17", "/var/lib/postgresql/data"),
  ])
  func `PostgreSQL's data is where its image's version keeps it`(_ image: String, _ path: String) throws {
    #expect(PostgresEngine.dataPath(of: try ImageReference(parsing: image)) == path)
  }

  @Test func `The other data paths are fixed`() throws {
    let image = try ImageReference(parsing: "x:1")
    #expect(MySQLEngine.dataPath(of: image) == "/var/lib/mysql")
    #expect(MariaDBEngine.dataPath(of: image) == "/var/lib/mysql")
    #expect(MongoEngine.dataPath(of: image) == "/data/db")
    #expect(RedisEngine.dataPath(of: image) == "/data")
    #expect(LibSQLEngine.dataPath(of: image) == "/var/lib/sqld")
  }

  @Test func `Ports are the products' own`() {
    let ports = DatabaseEngines.all.map { $0.ports.map(\.number) }
    #expect(ports == [[5432], [3306], [3306], [27017], [6379], [8080, 5001, 5000]])
  }

  @Test func `Addresses are encoded, and lead to the service by its name`() {
    let urls = Database.Engine.allCases.map { DatabaseEngines.engine($0).insideURL(of: Self.database($0)) }
    #expect(
      urls == [
        "postgresql://anna:p%40ss%3Aw%2Frd@main-abc123:5432/shop",
        "mysql://anna:p%40ss%3Aw%2Frd@main-abc123:3306/shop",
        "mariadb://anna:p%40ss%3Aw%2Frd@main-abc123:3306/shop",
        "mongodb://anna:p%40ss%3Aw%2Frd@main-abc123:27017/?authSource=admin&directConnection=true",
        "redis://default:p%40ss%3Aw%2Frd@main-abc123:6379", "http://anna:p%40ss%3Aw%2Frd@main-abc123:8080",
      ])
  }

  @Test func `Redis reads its password from a file, MongoDB's members know each other by one`() {
    let redis = RedisEngine.files(of: Self.database(.redis))
    #expect(redis.map(\.path) == ["/etc/slipway/redis.conf"] && redis[0].owner == nil)
    #expect(redis[0].content.reveal().contains("requirepass \"p@ss:w/rd\"\n"))
    #expect(RedisEngine.arguments(of: Self.database(.redis)) == ["redis-server", "/etc/slipway/redis.conf"])
    #expect(MongoEngine.files(of: Self.database(.mongo)).isEmpty)
    let set = Self.database(.mongo) { $0.settings.replicaSets = true }
    #expect(MongoEngine.files(of: set).map(\.owner) == [999])
    #expect(
      MongoEngine.arguments(of: set) == [
        "mongod", "--replSet", "rs0", "--bind_ip_all", "--keyFile", "/etc/slipway/replica-set.key",
      ])
  }

  @Test func `libSQL is started with its three listeners`() {
    let words = LibSQLEngine.arguments(of: Self.database(.libsql) { $0.settings.enableNamespaces = true })
    #expect(words?.prefix(3) == ["sqld", "--db-path", "iku.db"])
    #expect(words?.contains("0.0.0.0:8080") == true && words?.last == "--enable-namespaces")
  }

  @Test func `Names that would need quotes or look like an option are refused`() {
    for name in ["a", "_a", "a-b_9", String(repeating: "a", count: 63)] { #expect(PostgresEngine.isName(name)) }
    for name in ["", "-a", "9a", "a b", "a'b", "ä", "a;b", "a$(b)", String(repeating: "a", count: 64)] {
      #expect(!PostgresEngine.isName(name))
    }
  }

  @Test func `Another image's tag is chosen from those that exist`() throws {
    for engine in DatabaseEngines.all {
      #expect(!engine.image.tags.isEmpty)
      _ = try ImageReference(parsing: engine.defaultImage)
    }
    #expect(MariaDBEngine.defaultImage == "mariadb:11" && MongoEngine.defaultImage == "mongo:8")
  }
}
