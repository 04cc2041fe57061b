/// The few things that databases say differently.
package enum Dialect: Sendable, CaseIterable {
  case sqlite, postgres

  /// Asks whether a table with the given name exists: one row if so.
  package func tableExists(_ name: String) -> SQL {
    switch self {
    case .sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name = \(name)"
    case .postgres:
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = \(name)"
    }
  }
}
