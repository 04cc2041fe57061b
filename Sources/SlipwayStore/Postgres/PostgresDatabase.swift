package import SlipwayCore

/// The database on a PostgreSQL server that several processes share.
///
/// Writers wait for each other, of whatever process, as SQLite's do: what one reads stays true to its end, and nobody
/// needs to repeat what met somebody else's change. A server that is away is waited for as long as ``Patience`` says, and
/// a commit whose answer was lost is asked after: no transaction is kept twice.
package final class PostgresDatabase: SQLDatabase {
  /// The locks of Slipway's writers and of who serves: two numbers each, the second of them the schema's.
  private enum Lock {
    static let writers: SQL = "1936484912, hashtext(current_schema())"
    static let claim: SQL = "1936484913, hashtext(current_schema())"
  }

  private let writer: PostgresPool
  private let readers: PostgresPool
  /// Holds the claim as long as its connection lives.
  private let claims: PostgresPool

  package var dialect: Dialect { .postgres }

  private init(_ address: Secret) {
    writer = PostgresPool(address, size: 1)
    readers = PostgresPool(address, size: 4)
    claims = PostgresPool(address, size: 1)
  }

  /// - Parameter address: a URL or key words as libpq reads them; with them it reads its own environment and files.
  /// - Throws: ``SQLError`` `unreadable` when the server refuses the address's words or is too old; `lost` when nobody
  ///   answers there.
  package static func open(_ address: Secret) async throws -> PostgresDatabase {
    let database = PostgresDatabase(address)
    do {
      try await database.read { _ = try $0.rows("SELECT 1 AS one") }
    } catch {
      try database.close()
      throw error
    }
    return database
  }

  package func read<Result: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Result
  ) async throws -> Result {
    try await Patience.whileLost {
      try await readers.use { connection in
        try connection.run("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        do {
          let result = try body(connection)
          try connection.commit()
          return result
        } catch {
          connection.rollBack()
          throw connection.isLost ? SQLError(.lost, "the connection was lost: \(error)") : error
        }
      }
    }
  }

  @discardableResult
  package func write<Result: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Result
  ) async throws -> Result {
    try await Patience.whileLost {
      let outcome = try await writer.use { try Self.transaction(on: $0, body) }
      switch outcome {
      case .kept(let result): return result
      case .unknown(let result, let number):
        guard try await Patience.whileLost({ try await isKept(number) }) else {
          throw SQLError(.lost, "the connection was lost before the commit")
        }
        return result
      }
    }
  }

  /// Into a file of SQLite's, from which Slipway can be restored anywhere.
  package func copy(to path: String) async throws {
    try await read { source in
      try SQLiteDatabase.withFile(path) { target in
        try Migrator.prepareEmpty(target)
        _ = try StoreMove.carry(from: source, to: target)
      }
    }
  }

  package func claim() async throws -> Bool {
    try await claims.use { connection in
      // A session may take its own lock again and again; once is enough.
      let row = try connection.row(
        """
        SELECT CASE WHEN EXISTS (
          SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted
        ) THEN TRUE ELSE pg_try_advisory_lock(\(Lock.claim)) END AS ours
        """)
      return try row?["ours"] ?? false
    }
  }

  package func close() throws {
    claims.close()
    writer.close()
    readers.close()
  }

  /// How a transaction ended.
  private enum Outcome<Result: Sendable>: Sendable {
    case kept(Result)
    /// The connection was lost between the commit and its answer; with the transaction's number.
    case unknown(Result, number: String)
  }

  private static func transaction<Result: Sendable>(
    on connection: PostgresConnection, _ body: (any SQLConnection) throws -> Result
  ) throws -> Outcome<Result> {
    do {
      // Each statement after the lock sees what the writer before has left.
      let begin: SQL = """
        BEGIN; SELECT pg_advisory_xact_lock(\(Lock.writers)); SELECT CAST(pg_current_xact_id() AS TEXT) AS number
        """
      let number: String = try connection.script(begin).first?["number"] ?? ""
      let result = try body(connection)
      do {
        try connection.commit()
      } catch  where connection.isLost {
        return .unknown(result, number: number)
      }
      return .kept(result)
    } catch {
      connection.rollBack()
      throw connection.isLost ? SQLError(.lost, "the connection was lost: \(error)") : error
    }
  }

  /// - Throws: ``SQLError`` `lost` while it is not decided.
  private func isKept(_ number: String) async throws -> Bool {
    let status = try await writer.use { connection -> String? in
      try connection.row("SELECT pg_xact_status(CAST(\(number) AS xid8)) AS status")?["status"]
    }
    guard status != "in progress" else { throw SQLError(.lost, "the server has not ended the transaction yet") }
    return status == "committed"
  }
}
