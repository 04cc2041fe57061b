package import SlipwayCore

/// The doorway to everything that Slipway remembers.
package final class Store: Sendable {
  /// The version of the schema that this Slipway works with.
  package static let schemaVersion = Migrations.all.map { $0.version }.max() ?? 0

  private let database: any SQLDatabase
  private let secrets: SecretBox
  /// How long reads and writes took, with the time that they waited for their turn.
  package let times = Histogram("operation")

  private init(database: any SQLDatabase, secrets: SecretBox) {
    self.database = database
    self.secrets = secrets
  }

  /// Where a store is kept.
  package enum Place: Sendable {
    /// A file of SQLite's, which is made when there is none.
    case file(String)
    /// A database on a PostgreSQL server: a URL or key words as libpq reads them.
    case server(Secret)
  }

  package static func open(path: String, secrets: SecretBox, isServed: Bool = false) async throws -> Store {
    try await open(.file(path), secrets: secrets, isServed: isServed)
  }

  /// Opens the database and brings its schema up to date.
  /// - Parameter isServed: another process works with it at present: its schema must not change below that.
  /// - Throws: ``SlipwayError`` `preconditionFailed` when the database is of a newer Slipway or the key is not the
  ///   one that its secrets are sealed with.
  package static func open(_ place: Place, secrets: SecretBox, isServed: Bool = false) async throws -> Store {
    try await translated {
      let database: any SQLDatabase =
        switch place {
        case .file(let path): try await SQLiteDatabase.open(path: path)
        case .server(let address): try await PostgresDatabase.open(address)
        }
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
    let (secrets, began) = (secrets, ContinuousClock.now)
    defer { times.add(.now - began, "read") }
    return try await Self.translated {
      try await self.database.read { try body(Transaction($0, secrets: secrets)) }
    }
  }

  /// Runs a body in one transaction, alone; a throw undoes all that it did.
  @discardableResult
  package func write<Result: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> Result
  ) async throws -> Result {
    let (secrets, began) = (secrets, ContinuousClock.now)
    defer { times.add(.now - began, "write") }
    return try await Self.translated {
      try await self.database.write { try body(Transaction($0, secrets: secrets)) }
    }
  }

  /// What proves to a provider that whoever brings its answer is who left for it (PKCE): made of the state that went along
  /// and of this installation's key, and kept nowhere.
  package func oauthVerifier(of state: Secret) -> Secret { Secret(secrets.token(for: "oauth:" + state.reveal())) }

  /// What the proxy sends to the dashboard so that its word on addresses is believed; the same in every process.
  package var proxyToken: String { secrets.token(for: "proxy") }

  /// Names this installation to machines that several of them may reach; the same in every process.
  package var panelID: String { String(secrets.token(for: "panel").prefix(32)) }

  /// What the streams of this installation are called on a Redis server; the same in every process.
  package var busName: String { String(TokenDigest.of(secrets.token(for: "bus")).prefix(16)) }

  /// Whether the rows are on a server, and other processes may work with them.
  package var isShared: Bool { database.dialect == .postgres }

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
    let check = database.dialect.integrityCheck
    let words: [String] = try await Self.translated {
      try await database.read { try $0.rows(check).map { try $0["result"] } }
    }
    guard words == ["ok"] else {
      throw SlipwayError(.preconditionFailed, "The store is damaged: \(words.first ?? "it cannot be read").")
    }
  }

  /// Takes the lead among the processes that share the database, until it is closed or its connection is lost.
  /// - Returns: `false` when another process has it.
  package func claim() async throws -> Bool { try await Self.translated { try await database.claim() } }

  package func close() throws { try database.close() }

  private static func translated<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch let error as SQLError {
      throw error.slipwayError
    }
  }
}
