import SlipwayCore

/// A table on its way from one database to another.
struct MovedTable: Sendable {
  private static let pageSize = 250

  var name: String
  var columns: [String]

  /// All tables with content, those first that others refer to.
  static func all(_ source: any SQLConnection) throws -> [MovedTable] {
    let dialect = source.dialect
    let names: [String] = try source.rows(dialect.tables).map { try $0["name"] }.filter { $0 != "schema_migrations" }
    var references: [String: Set<String>] = [:]
    for name in names {
      references[name] = Set(try source.rows(dialect.references(of: name)).map { try $0["name"] })
    }
    return try ordered(names, references).map { name in
      MovedTable(name: name, columns: try source.rows(dialect.columns(of: name)).map { try $0["name"] })
    }
  }

  /// - Parameter references: the tables that each refers to.
  /// - Throws: ``SlipwayError`` `internal` when tables refer to each other in a circle.
  static func ordered(_ names: [String], _ references: [String: Set<String>]) throws -> [String] {
    var (done, left) = ([String](), names)
    while !left.isEmpty {
      let ready = left.filter { name in
        references[name, default: []].allSatisfy { $0 == name || done.contains($0) }
      }
      guard !ready.isEmpty else {
        throw SlipwayError(.internal, "The tables \(left.joined(separator: ", ")) refer to each other.")
      }
      done += ready
      left.removeAll { ready.contains($0) }
    }
    return done
  }

  /// Reads all rows, a page at a time; the values are in the order of ``columns``.
  func forEachPage(of source: any SQLConnection, _ body: ([Row]) throws -> Void) throws {
    switch source.dialect {
    case .sqlite:
      var last = 0
      while true {
        let page = try source.rows(
          """
          SELECT \(list), rowid AS moved_row FROM \(name: name) WHERE rowid > \(last) ORDER BY rowid LIMIT \(Self.pageSize)
          """)
        guard let end = page.last else { return }
        last = try end["moved_row"]
        try body(page)
      }
    case .postgres:
      try source.run("DECLARE moved NO SCROLL CURSOR FOR SELECT \(list) FROM \(name: name)")
      while true {
        let page = try source.rows("FETCH 250 FROM moved")
        guard !page.isEmpty else { break }
        try body(page)
      }
      try source.run("CLOSE moved")
    }
  }

  /// Puts rows of a page into another database's table.
  func insertion(of page: [Row]) -> SQL {
    let rows: [SQL] = page.map { row in
      let values: [SQL] = row.values.prefix(columns.count).map { "\($0)" }
      return "(\(SQL.joined(values, separator: ", ")))"
    }
    return "INSERT INTO \(name: name) (\(list)) VALUES \(SQL.joined(rows, separator: ", "))"
  }

  /// How many rows a table has, and a sum over all that they hold, in whatever order they come.
  struct Digest: Sendable, Equatable {
    var count = 0
    private var sum: UInt64 = 0

    mutating func add(_ values: ArraySlice<SQLValue>) {
      count += 1
      let text = values.map { "\($0)" }.map { "\($0.utf8.count):\($0)" }.joined()
      sum &+= TokenDigest.of(text).utf8.reduce(0) { $0 &* 131 &+ UInt64($1) }
    }
  }

  func digest(_ connection: any SQLConnection) throws -> Digest {
    var digest = Digest()
    try forEachPage(of: connection) { page in
      for row in page { digest.add(row.values.prefix(columns.count)) }
    }
    return digest
  }

  private var list: SQL { SQL.joined(columns.map { "\(name: $0)" }, separator: ", ") }
}
