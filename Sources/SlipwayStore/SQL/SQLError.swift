package import SlipwayCore

/// What a database refused, in the words that both databases share.
package struct SQLError: Error, Sendable, CustomStringConvertible {
  /// The kinds that somebody acts on.
  package enum Kind: String, Sendable {
    case unique, foreignKey, notNull, busy, full, unreadable, other
    /// The server is away, or was in the middle; nothing of the transaction is kept.
    case lost
  }

  package var kind: Kind
  /// The database's own words; never the values of a statement.
  package var message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  package var description: String { "sql \(kind.rawValue): \(message)" }

  /// The same for a person.
  package var slipwayError: SlipwayError {
    switch kind {
    case .unique: SlipwayError(.conflict, "Something with the same name or key exists already.", cause: self)
    case .foreignKey:
      SlipwayError(.conflict, "What this belongs to does not exist any more. Reload and try again.", cause: self)
    case .notNull: SlipwayError(.internal, "A needed value is missing in the database.", cause: self)
    case .busy: SlipwayError(.timeout, "The database is busy. Try again in a moment.", cause: self)
    case .full:
      SlipwayError(.internal, "The database cannot be written. Free disk space in the data directory.", cause: self)
    case .unreadable:
      SlipwayError(
        .internal, "The database file cannot be used (\(message)). Check its path and rights, or restore a backup.",
        cause: self)
    case .lost:
      SlipwayError(
        .unreachable, "The database server cannot be reached. Nothing was changed; try again in a moment.",
        cause: self)
    case .other: SlipwayError(.internal, "The database refused a statement.", cause: self)
    }
  }
}
