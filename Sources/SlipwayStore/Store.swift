package import SlipwayCore

/// The doorway to everything that Slipway remembers.
package final class Store: Sendable {
  /// The version of the schema that this Slipway works with.
  package static let schemaVersion = Migrations.all.map { $0.version }.max() ?? 0

  private let database: any SQLDatabase
  private let secrets: SecretBox

  private init(database: any SQLDatabase, secrets: SecretBox) {
    self.database = database
    self.secrets = secrets
  }

  /// Opens the database file, makes it when there is none, and brings its schema up to date.
  /// - Parameter isServed: another process works with it at present: its schema must not change below that.
  /// - Throws: ``SlipwayError`` `preconditionFailed` when the database is of a newer Slipway or the key is not the
  ///   one that its secrets are sealed with.
  package static func open(path: String, secrets: SecretBox, isServed: Bool = false) async throws -> Store {
    try await translated {
      let database = try await SQLiteDatabase.open(path: path)
      do {
        if isServed { try await Migrator(database).requireCurrent() } else { try await Migrator(database).run() }
        let store = Store(database: database, secrets: secrets)
        try await store.write { try KeyCheck.verify($0.settings, secrets) }
        return store
      } catch {
        try? database.close()
        throw error
      }
    }
  }

  /// Runs a body that sees one unchanging state.
  package func read<Result: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> Result
  ) async throws -> Result {
    let secrets = secrets
    return try await Self.translated {
      try await self.database.read { try body(Transaction($0, secrets: secrets)) }
    }
  }

  /// Runs a body in one transaction, alone; a throw undoes all that it did.
  @discardableResult
  package func write<Result: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> Result
  ) async throws -> Result {
    let secrets = secrets
    return try await Self.translated {
      try await self.database.write { try body(Transaction($0, secrets: secrets)) }
    }
  }

  /// What the proxy sends to the dashboard so that its word on addresses is believed; the same in every process.
  package var proxyToken: String { secrets.token(for: "proxy") }

  /// Writes all of it, as it is at one moment, into a new file; secrets stay sealed in it.
  package func copy(to path: String) async throws {
    do {
      try await Self.translated { try await database.copy(to: path) }
    } catch let error as SlipwayError where (error.cause as? SQLError)?.kind == .full {
      throw SlipwayError(
        .preconditionFailed, "There is no room for a copy of the store at \(path): free space on that disk.",
        cause: error)
    }
  }

  /// Reads every page and index.
  /// - Throws: ``SlipwayError`` `preconditionFailed` when the file is damaged.
  package func verify() async throws {
    let words: [String] = try await Self.translated {
      try await database.read { try $0.rows("PRAGMA integrity_check(1)").map { try $0["integrity_check"] } }
    }
    guard words == ["ok"] else {
      throw SlipwayError(.preconditionFailed, "The store is damaged: \(words.first ?? "it cannot be read").")
    }
  }

  package func close() throws { try database.close() }

  private static func translated<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch let error as SQLError {
      throw error.slipwayError
    }
  }
}
