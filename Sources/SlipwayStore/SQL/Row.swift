import SlipwayCore

/// The names of a result's columns, shared by all its rows.
package final class RowColumns: Sendable {
  package let names: [String]
  private let places: [String: Int]

  package init(_ names: [String]) {
    self.names = names
    places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Where the column stands; a few names are compared sooner than one is hashed.
  fileprivate func place(of name: String) -> Int? {
    names.count <= 8 ? names.firstIndex(of: name) : places[name]
  }
}

/// One row of a result, read by the names of its columns.
package struct Row: Sendable {
  package let columns: RowColumns
  package let values: [SQLValue]

  package init(columns: RowColumns, values: [SQLValue]) {
    self.columns = columns
    self.values = values
  }

  /// - Throws: ``SlipwayError`` `internal` when there is no such column, or it holds something of another type.
  package subscript<Value: SQLBindable>(_ name: String) -> Value {
    get throws {
      guard let place = columns.place(of: name) else {
        throw SlipwayError(.internal, "The database's answer has no column '\(name)'.")
      }
      guard let value = Value(sqlValue: values[place]) else {
        throw SlipwayError(
          .internal, "The column '\(name)' holds something that this version of Slipway does not know.")
      }
      return value
    }
  }
}
