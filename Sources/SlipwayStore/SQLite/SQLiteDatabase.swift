import Foundation
import GRDB
import Glibc
import SlipwayCore

/// The database in one file, by GRDB: one writer and up to four readers in WAL mode.
///
/// Writes that wait at the same time share a transaction (``WriteGroup``). The only file that knows GRDB.
package final class SQLiteDatabase: SQLDatabase {
  private let pool: DatabasePool
  private let line = WriteLine<any SQLConnection>()

  package var dialect: Dialect { .sqlite }
  /// How many writes wait for their turn.
  var waiting: Int { line.count }

  private init(pool: DatabasePool) { self.pool = pool }

  /// Opens the file and makes it, for its owner only, when there is none.
  /// - Throws: ``SQLError`` `unreadable` when it is no database or cannot be written.
  package static func open(path: String) async throws -> SQLiteDatabase {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Swift.Result { try openBlocking(path: path) }) }
    }
  }

  private static func openBlocking(path: String) throws -> SQLiteDatabase {
    // An empty file is an empty database; SQLite gives its companions the same rights. One that is there is not
    // touched: another process may have just made it, and closing a descriptor of it would drop SQLite's locks.
    let descriptor = Glibc.open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    if descriptor >= 0 {
      Glibc.close(descriptor)
    } else if errno != EEXIST {
      throw SQLError(.unreadable, "\(path) cannot be made: \(String(cString: strerror(errno)))")
    }
    do {
      return SQLiteDatabase(pool: try DatabasePool(path: path, configuration: configuration))
    } catch let error as DatabaseError {
      throw sqlError(error)
    }
  }

  private static var configuration: GRDB.Configuration {
    var configuration = GRDB.Configuration()
    configuration.label = "slipway.sqlite"
    configuration.foreignKeysEnabled = true
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(10)
    configuration.maximumReaderCount = 4
    configuration.prepareDatabase { database in
      // Small pages caches: the operating system's is behind them, and an idle server should need little.
      try database.execute(sql: "PRAGMA cache_size = -2000")
      try database.execute(sql: "PRAGMA journal_size_limit = 16777216")
      // A commit is on the disk before it is answered: what a webhook was promised outlives a power cut.
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    return configuration
  }

  package func read<Result: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Result
  ) async throws -> Result {
    do {
      return try await pool.read { database in try body(SQLiteConnection(database)) }
    } catch let error as DatabaseError {
      throw sqlError(error)
    }
  }

  @discardableResult
  package func write<Result: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Result
  ) async throws -> Result {
    let (pool, line) = (pool, line)
    return try await line.write(body) {
      pool.asyncWriteWithoutTransaction { WriteGroup(transaction: SQLiteTransaction(database: $0)).serve(line) }
    }
  }

  /// Page by page beside the writers; when they change a page meanwhile, it begins again.
  package func copy(to path: String) async throws {
    let pool = pool
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      DispatchQueue.global().async {
        continuation.resume(
          with: Swift.Result {
            do {
              let target = try DatabaseQueue(path: path)
              try pool.backup(to: target)
              try target.close()
            } catch let error as DatabaseError {
              throw sqlError(error)
            }
          })
      }
    }
  }

  /// Runs a body in one transaction on a file, on this thread, which may wait: the end of a transaction elsewhere.
  static func withFile<Result>(_ path: String, _ body: (any SQLConnection) throws -> Result) throws -> Result {
    do {
      let file = try DatabaseQueue(path: path)
      defer { try? file.close() }
      return try file.inDatabase { database in
        var result: Result?
        try database.inTransaction {
          result = try body(SQLiteConnection(database))
          return .commit
        }
        guard let result else { throw SQLError(.other, "the transaction did not run") }
        return result
      }
    } catch let error as DatabaseError {
      throw sqlError(error)
    }
  }

  /// Whoever serves from a file holds the lock of its folder.
  package func claim() async throws -> Bool { true }

  package func close() throws {
    do {
      try pool.close()
    } catch let error as DatabaseError {
      throw sqlError(error)
    }
  }
}

/// GRDB's transactions on its writing connection.
private struct SQLiteTransaction: GroupTransaction {
  let database: GRDB.Database

  func transaction(_ body: (any SQLConnection) throws -> Void) throws {
    do {
      try database.inTransaction(.immediate) {
        try body(SQLiteConnection(database))
        return .commit
      }
    } catch let error as DatabaseError {
      throw sqlError(error)
    }
  }

  func part(_ connection: any SQLConnection, _ body: () throws -> Void) throws {
    do {
      try database.inSavepoint {
        try body()
        return .commit
      }
    } catch let error as DatabaseError {
      throw sqlError(error)
    }
  }

  func stands(_ connection: any SQLConnection) -> Bool { database.isInsideTransaction }
}

/// GRDB's connection for the time of one body.
private final class SQLiteConnection: SQLConnection {
  private let database: GRDB.Database

  var dialect: Dialect { .sqlite }

  init(_ database: GRDB.Database) { self.database = database }

  func rows(_ sql: SQL) throws -> [Row] {
    do {
      let statement = try prepare(sql)
      let columns = RowColumns(Array(statement.columnNames))
      let places = 0..<CInt(columns.names.count)
      var rows: [Row] = []
      let cursor = try GRDB.Row.fetchCursor(statement)
      let current = statement.sqliteStatement
      while try cursor.next() != nil {
        // Straight from the statement: through GRDB's row each value would cost twice as much.
        let values = places.map { SQLValue(DatabaseValue(sqliteStatement: current, index: $0)) }
        rows.append(Row(columns: columns, values: values))
      }
      return rows
    } catch let error as DatabaseError {
      throw sqlError(error)
    }
  }

  func run(_ sql: SQL) throws -> Int {
    do {
      try prepare(sql).execute()
      return database.changesCount
    } catch let error as DatabaseError {
      throw sqlError(error)
    }
  }

  private func prepare(_ sql: SQL) throws -> Statement {
    let statement = try database.cachedStatement(sql: sql.text)
    // By name: GRDB binds an array by the order of first use instead of by the number.
    var arguments: [(String, (any DatabaseValueConvertible)?)] = []
    for (index, value) in sql.values.enumerated() { arguments.append(("\(index + 1)", try value.argument)) }
    try statement.setArguments(StatementArguments(arguments))
    return statement
  }
}

extension SQLValue {
  fileprivate init(_ value: DatabaseValue) {
    switch value.storage {
    case .null: self = .null
    case .int64(let number): self = .integer(number)
    case .double(let number): self = .double(number)
    case .string(let text): self = .text(text)
    case .blob(let data): self = .text(String(decoding: data, as: UTF8.self))
    }
  }

  fileprivate var argument: (any DatabaseValueConvertible)? {
    get throws {
      switch self {
      case .null: return nil
      case .integer(let number): return number
      case .double(let number): return number
      case .text: return try storableText
      }
    }
  }
}

private func sqlError(_ error: DatabaseError) -> SQLError {
  let message = error.message ?? "code \(error.extendedResultCode.rawValue)"
  switch error.extendedResultCode {
  case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY: return SQLError(.unique, message)
  case .SQLITE_CONSTRAINT_FOREIGNKEY: return SQLError(.foreignKey, message)
  case .SQLITE_CONSTRAINT_NOTNULL: return SQLError(.notNull, message)
  default: break
  }
  switch error.resultCode {
  case .SQLITE_BUSY, .SQLITE_LOCKED: return SQLError(.busy, message)
  case .SQLITE_FULL, .SQLITE_IOERR: return SQLError(.full, message)
  case .SQLITE_CANTOPEN, .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
    return SQLError(.unreadable, message)
  default: return SQLError(.other, message)
  }
}
