/// One connection, owned by one body at a time, so that nothing interleaves with a transaction.
package protocol SQLConnection: AnyObject {
  var dialect: Dialect { get }
  /// Runs a statement and reads all its rows.
  /// - Throws: ``SQLError``.
  func rows(_ sql: SQL) throws -> [Row]
  /// Runs a statement.
  /// - Returns: how many rows it changed.
  /// - Throws: ``SQLError``.
  @discardableResult func run(_ sql: SQL) throws -> Int
}

extension SQLConnection {
  /// The first row of a result, when it has one.
  package func row(_ sql: SQL) throws -> Row? { try rows(sql).first }
}

/// A database that runs synchronous bodies on threads of its own; callers only await.
package protocol SQLDatabase: Sendable {
  var dialect: Dialect { get }
  /// Runs a body that sees one unchanging state and may not write.
  func read<Result: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Result
  ) async throws -> Result
  /// Runs a body in one transaction that no other writer interleaves with, of whatever process; a throw rolls it back. What
  /// is read in it stays true to its end: a driver whose database has several writers makes them wait.
  @discardableResult
  func write<Result: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Result
  ) async throws -> Result
  /// Writes all of it, as it is at one moment, into a new file.
  func copy(to path: String) async throws
  /// Takes the lead among the processes that share the database, until it is closed or its connection is lost; call it again
  /// now and then.
  /// - Returns: `false` when another process has it.
  func claim() async throws -> Bool
  func close() throws
}
