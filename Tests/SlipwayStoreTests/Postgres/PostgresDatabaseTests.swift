import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Synchronization
import Testing

/// What is PostgreSQL's own: connections that are lost, claims, servers that are away.
@Suite struct PostgresDatabaseTests {
  private func database() async throws -> PostgresDatabase {
    let database = try await PostgresDatabase.open(TestPostgres.address())
    try await database.write { try $0.run("CREATE TABLE thing (id TEXT NOT NULL PRIMARY KEY)") }
    return database
  }

  private func count(_ database: PostgresDatabase) async throws -> Int {
    try await database.read { try $0.row("SELECT COUNT(*) AS count FROM thing")?["count"] ?? -1 }
  }

  @Test func `a transaction whose connection is lost is done again, once`() async throws {
    let database = try await database()
    let attempts = Mutex(0)
    try await database.write { connection in
      try connection.run("INSERT INTO thing (id) VALUES (\("a"))")
      let number = attempts.withLock { value in
        value += 1
        return value
      }
      if number == 1 { _ = try connection.rows("SELECT pg_terminate_backend(pg_backend_pid()) AS ended") }
    }
    #expect(attempts.withLock { $0 } == 2)
    #expect(try await count(database) == 1)
  }

  @Test func `a commit whose answer was lost is asked after, and done again when it was not kept`() async throws {
    let database = try await database()
    try await database.write { connection in
      try connection.run("CREATE SEQUENCE attempt")
      // The server goes away at the first commit: deferred triggers run in it.
      try connection.run(
        """
        CREATE FUNCTION go_away() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF nextval('attempt') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
          RETURN NULL; END $$
        """)
      try connection.run(
        """
        CREATE CONSTRAINT TRIGGER away AFTER INSERT ON thing DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION go_away()
        """)
    }
    try await database.write { try $0.run("INSERT INTO thing (id) VALUES (\("a"))") }
    #expect(try await count(database) == 1)
  }

  @Test func `a statement that failed and was caught does not let the rest be taken for kept`() async throws {
    let database = try await database()
    await #expect(throws: SQLError.self) {
      try await database.write { connection in
        try connection.run("INSERT INTO thing (id) VALUES (\("a"))")
        _ = try? connection.run("INSERT INTO thing (id) VALUES (\("a"))")
      }
    }
    #expect(try await count(database) == 0)
  }

  @Test func `of two processes on one database one leads`() async throws {
    let address = try await TestPostgres.address()
    let (first, second) = (try await PostgresDatabase.open(address), try await PostgresDatabase.open(address))
    #expect(try await first.claim())
    #expect(try await first.claim())
    #expect(try await !second.claim())
    try first.close()
    try await eventually("the claim is free") {
      try await second.claim()
    }
  }

  @Test func `a server that is away is waited for as long as the work at hand has patience`() async throws {
    let server = try await TestPostgres.own()
    let database = try await PostgresDatabase.open(server.address)
    try await database.write { try $0.run("CREATE TABLE thing (id TEXT NOT NULL PRIMARY KEY)") }
    try await server.kill()
    await #expect {
      try await Patience.$limit.withValue(.milliseconds(300)) { try await count(database) }
    } throws: { ($0 as? SQLError)?.kind == .lost }
    async let written = Patience.$limit.withValue(.seconds(60)) {
      try await database.write { try $0.run("INSERT INTO thing (id) VALUES (\("a"))") }
    }
    try await Task.sleep(for: .seconds(1))
    try await server.start()
    #expect(try await written == 1)
    #expect(try await count(database) == 1)
    try database.close()
    try await server.stop()
  }

  @Test(arguments: [
    "postgresql://nobody-there@/postgres?host=/run/slipway-postgres",
    "postgresql://postgres@/no-such-database?host=/run/slipway-postgres",
    "postgresql://postgres@/postgres?nonsense=1",
  ]) func `an address that no waiting mends is refused at once`(address: String) async throws {
    let start = ContinuousClock.now
    await #expect { try await PostgresDatabase.open(Secret(address)) } throws: {
      ($0 as? SQLError)?.kind == .unreadable
    }
    #expect(.now - start < .seconds(4))
  }
}
