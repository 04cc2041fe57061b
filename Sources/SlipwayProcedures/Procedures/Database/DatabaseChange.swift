import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// A change of a database's settings: loaded, changed, checked and kept in one transaction.
enum DatabaseChange {
  /// - Parameter body: changes the database; what it throws changes nothing.
  /// - Returns: the database as it is kept.
  static func keep(
    _ id: ID<Deployable>, of engine: Database.Engine, _ call: Call,
    _ body: @escaping @Sendable (inout Database, Transaction) throws -> Void
  ) async throws -> Database {
    let now = call.now()
    let database = try await call.store.write { tx in
      let before = try tx.databases.one(id, of: engine)
      var database = before
      try body(&database, tx)
      try DatabaseRules.check(database, beside: before)
      if needsDeployment(database, before) { database.changedAt = now }
      if database != before { try tx.databases.update(database) }
      return database
    }
    call.publish(.deployableChanged(database.id, database.organizationID))
    return database
  }

  private static func needsDeployment(_ after: Database, _ before: Database) -> Bool {
    after.settings != before.settings || after.runtime != before.runtime || after.secrets != before.secrets
      || after.environmentID != before.environmentID
  }
}

extension Databases {
  /// - Throws: ``SlipwayError`` `notFound` when it is another engine's.
  func one(_ id: ID<Deployable>, of engine: Database.Engine) throws -> Database {
    let database = try one(id)
    guard database.settings.engine == engine else { throw SlipwayError.notFound(Self.noun) }
    return database
  }
}
