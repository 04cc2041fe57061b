/// A statement in the dialect that SQLite and PostgreSQL share; what is interpolated is bound, never pasted.
///
/// `"SELECT * FROM project WHERE id = \(id)"` is the text `… WHERE id = $1` and one value.
package struct SQL: Sendable, Hashable, ExpressibleByStringInterpolation {
  fileprivate enum Piece: Sendable, Hashable {
    case text(String)
    case value(SQLValue)
  }

  fileprivate let pieces: [Piece]

  package init(stringLiteral text: String) { pieces = [.text(text)] }

  package init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

  private init(pieces: [Piece]) { self.pieces = pieces }

  /// The text with `$1`, `$2` … where the values go.
  package var text: String {
    var text = ""
    var number = 0
    for piece in pieces {
      switch piece {
      case .text(let part): text += part
      case .value:
        number += 1
        text += "$\(number)"
      }
    }
    return text
  }

  /// The values of `$1`, `$2` … in their order.
  package var values: [SQLValue] {
    pieces.compactMap { if case .value(let value) = $0 { value } else { nil } }
  }

  /// The parts one after the other, with a separator between them.
  package static func joined(_ parts: [SQL], separator: String) -> SQL {
    var pieces: [Piece] = []
    for (index, part) in parts.enumerated() {
      if index > 0 { pieces.append(.text(separator)) }
      pieces += part.pieces
    }
    return SQL(pieces: pieces)
  }
}

extension SQL {
  /// Gathers the text and the values of one statement.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var pieces: [Piece] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      pieces.reserveCapacity(interpolationCount * 2 + 1)
    }

    package mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { pieces.append(.text(literal)) }
    }

    package mutating func appendInterpolation(_ value: some SQLBindable) { pieces.append(.value(value.sqlValue)) }

    /// `nil` is `NULL`.
    package mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
      pieces.append(.value(value.sqlValue))
    }

    package mutating func appendInterpolation(_ value: SQLValue) { pieces.append(.value(value)) }

    /// Puts another statement's text and values here.
    package mutating func appendInterpolation(_ part: SQL) { pieces += part.pieces }

    /// `($1, $2, …)`; an empty list is a list of one `NULL`, which nothing is in.
    package mutating func appendInterpolation(list values: [some SQLBindable]) {
      let parts: [SQL] = values.isEmpty ? ["NULL"] : values.map { "\($0)" }
      pieces += ("(\(SQL.joined(parts, separator: ", ")))" as SQL).pieces
    }

    /// Names of tables and columns that stand in this module's code; the one thing that is pasted.
    package mutating func appendInterpolation(name: String) {
      precondition(
        name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 },
        "names of tables and columns have a–z, 0–9 and _")
      pieces.append(.text(name))
    }
  }
}
