/// The few things that databases say differently.
package enum Dialect: Sendable, CaseIterable {
  case sqlite, postgres

  /// Asks whether the database's own structures are whole: one row with `ok` as its `result` if so. PostgreSQL's server
  /// looks after its own.
  package var integrityCheck: SQL {
    switch self {
    case .sqlite: "SELECT integrity_check AS result FROM pragma_integrity_check(1)"
    case .postgres: "SELECT CAST('ok' AS TEXT) AS result"
    }
  }

  /// Asks whether a table with the given name exists: one row if so.
  package func tableExists(_ name: String) -> SQL {
    switch self {
    case .sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name = \(name)"
    case .postgres:
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = \(name)"
    }
  }

  /// The names of all tables.
  var tables: SQL {
    switch self {
    case .sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
    case .postgres:
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY name"
    }
  }

  /// The names of a table's columns in their order.
  func columns(of table: String) -> SQL {
    switch self {
    case .sqlite: "SELECT name FROM pragma_table_info(\(table)) ORDER BY cid"
    case .postgres:
      """
      SELECT column_name AS name FROM information_schema.columns
      WHERE table_schema = current_schema() AND table_name = \(table) ORDER BY ordinal_position
      """
    }
  }

  /// The names of the tables that a table's foreign keys refer to.
  func references(of table: String) -> SQL {
    switch self {
    case .sqlite: "SELECT \"table\" AS name FROM pragma_foreign_key_list(\(table))"
    case .postgres:
      """
      SELECT target.relname AS name FROM pg_constraint
      JOIN pg_class AS origin ON origin.oid = conrelid JOIN pg_class AS target ON target.oid = confrelid
      WHERE contype = 'f' AND origin.relname = \(table)
        AND origin.relnamespace = CAST(CAST(current_schema() AS TEXT) AS regnamespace)
      """
    }
  }
}
