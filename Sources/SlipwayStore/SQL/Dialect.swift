/// The few things that databases say differently.
package enum Dialect: Sendable, CaseIterable {
  case sqlite, postgres

  /// Ends the query that picks a row to claim. SQLite has one writer at a time and needs nothing.
  package var skipLocked: SQL { self == .postgres ? " FOR UPDATE SKIP LOCKED" : "" }

  /// Asks whether a table with the given name exists: one row if so.
  package func tableExists(_ name: String) -> SQL {
    switch self {
    case .sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name = \(name)"
    case .postgres:
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = \(name)"
    }
  }
}
