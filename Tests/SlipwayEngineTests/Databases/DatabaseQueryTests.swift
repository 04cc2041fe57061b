import SlipwayCore
import SlipwayEngine
import Testing

/// What is asked of servers and told to them, by exact words.
@Suite struct DatabaseQueryTests {
  private let host = DatabaseQuery.ownHost

  @Test func `A container's own address is the beginning of its identifier`() {
    let query = DatabaseQuery(["psql", "-h", host, "mongodb://\(host):27017/admin"])
    #expect(
      query.words(in: "0123456789abcdef") == ["psql", "-h", "0123456789ab", "mongodb://0123456789ab:27017/admin"])
  }

  @Test func `PostgreSQL is asked over the network, dumped in its own format and restored as one transaction`() {
    let database = DatabaseEngineTests.database(.postgres)
    let login = PostgresEngine.login(to: database)
    #expect(login?.words == ["psql", "-tAc", "SELECT 'ready'", "-h", host, "-U", "anna", "-d", "shop"])
    #expect(login?.environment["PGPASSWORD"] == Secret("p@ss:w/rd") && login?.expects == "ready")
    #expect(
      PostgresEngine.dump(of: database, named: "other")?.words == [
        "pg_dump", "-Fc", "--no-acl", "--no-owner", "-h", host, "-U", "anna", "-d", "other",
      ])
    #expect(
      PostgresEngine.restore(to: database, named: "shop")?.words == [
        "pg_restore", "--no-acl", "--no-owner", "--clean", "--if-exists", "--single-transaction", "-h", host, "-U",
        "anna", "-d", "shop",
      ])
    let change = PostgresEngine.passwordChange(of: database, to: Secret("it's"), isRoot: false)
    #expect(change?.input == Secret("ALTER USER \"anna\" WITH PASSWORD 'it''s';"))
  }

  @Test(arguments: [(Database.Engine.mysql, "mysql", "mysqldump"), (.mariadb, "mariadb", "mariadb-dump")])
  func `MySQL and MariaDB are dumped as root at one moment`(_ kind: Database.Engine, _ client: String, _ dump: String)
  {
    let engine = DatabaseEngines.engine(kind)
    let database = DatabaseEngineTests.database(kind)
    #expect(
      engine.login(to: database)?.words == [
        client, "--connect-timeout=5", "-h", host, "-u", "anna", "-N", "-B", "-e", "SELECT 'ready'", "shop",
      ])
    #expect(engine.login(to: database)?.environment == ["MYSQL_PWD": Secret("p@ss:w/rd")])
    // Whether root's password fits is not told by a login of somebody else.
    let root = engine.login(to: database, asRoot: true)
    #expect(root?.words == [client, "-u", "root", "-N", "-B", "-e", "SELECT 'ready'"])
    #expect(root?.environment == ["MYSQL_PWD": Secret("r00t")] && root?.expects == "ready")
    let dumped = engine.dump(of: database, named: "shop")
    #expect(dumped?.words.first == dump && dumped?.words.last == "shop")
    #expect(dumped?.words.contains("--single-transaction") == true)
    #expect(dumped?.environment == ["MYSQL_PWD": Secret("r00t")])
    #expect(
      engine.restore(to: database, named: "shop")?.words == [
        client, "-u", "root", "--default-character-set=utf8mb4", "shop",
      ])
    let change = engine.passwordChange(of: database, to: Secret("a\\'b"), isRoot: true)
    #expect(change?.input?.reveal().hasPrefix("ALTER USER IF EXISTS 'root'@'%' IDENTIFIED BY 'a\\\\''b';") == true)
  }

  @Test func `MongoDB's tools ask their input for the password`() {
    let database = DatabaseEngineTests.database(.mongo)
    let dump = MongoEngine.dump(of: database, named: "shop")
    #expect(
      dump?.words == [
        "mongodump", "--archive", "--db=shop", "--username=anna", "--authenticationDatabase=admin",
      ])
    #expect(dump?.input == Secret("p@ss:w/rd\n") && dump?.environment == [:])
    let restore = MongoEngine.restore(to: database, named: "shop")
    #expect(restore?.words.prefix(4) == ["mongorestore", "--archive", "--drop", "--nsInclude=shop.*"])
    #expect(restore?.input == Secret("p@ss:w/rd\n"))
    #expect(MongoEngine.dumpEnding == "bson.gz" && PostgresEngine.dumpEnding == "sql.gz")
  }

  @Test func `The first who is let in begins a replica set`() throws {
    let database = DatabaseEngineTests.database(.mongo) { $0.settings.replicaSets = true }
    let login = try #require(MongoEngine.login(to: database))
    #expect(login.words.prefix(2) == ["mongosh", "mongodb://\(host):27017/admin?directConnection=true"])
    #expect(login.words.last?.contains("rs.initiate") == true)
    #expect(login.environment["SLIPWAY_MEMBER"] == Secret("main-abc123:27017"))
    let alone = try #require(MongoEngine.login(to: DatabaseEngineTests.database(.mongo)))
    #expect(alone.words.last?.contains("rs.") == false)
  }

  @Test func `Redis and libSQL have no dump: their volumes are copied`() {
    for kind in [Database.Engine.redis, .libsql] {
      let engine = DatabaseEngines.engine(kind)
      #expect(engine.dump(of: DatabaseEngineTests.database(kind), named: "x") == nil)
      #expect(engine.restore(to: DatabaseEngineTests.database(kind), named: "x") == nil)
    }
    let redis = RedisEngine.login(to: DatabaseEngineTests.database(.redis))
    #expect(redis?.words == ["redis-cli", "--no-auth-warning", "PING"] && redis?.expects == "PONG")
    #expect(redis?.environment == ["REDISCLI_AUTH": Secret("p@ss:w/rd")])
    #expect(LibSQLEngine.login(to: DatabaseEngineTests.database(.libsql)) == nil)
  }
}
