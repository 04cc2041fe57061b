import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayStore

extension DatabaseRow {
  /// - Throws: ``SlipwayError`` `notFound` when it is another engine's.
  init(_ id: ID<Deployable>, _ tx: Transaction) throws {
    self.init(try tx.databases.one(id, of: Engine.kind), ports: try tx.ports.all(of: id))
  }

  static func read(_ id: ID<Deployable>, _ call: Call) async throws -> DatabaseRow {
    try await call.store.read { try DatabaseRow(id, $0) }
  }

  static func read(_ database: Database, _ call: Call) async throws -> DatabaseRow {
    try await read(database.id, call)
  }
}
