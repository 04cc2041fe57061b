package import SlipwayCore

/// A table whose rows are entities with an identifier.
package protocol EntityTable {
  associatedtype Entity: Sendable
  /// What its identifiers are of; another than the entity where one table holds several kinds.
  associatedtype Key = Entity
  /// The table's name.
  static var table: String { get }
  /// The entity's name for a person: "Application not found".
  static var noun: String { get }
  /// Columns that ``update(_:)`` leaves alone.
  static var fixedColumns: Set<String> { get }
  /// Which rows of the table are this kind's, as a condition; empty when all are.
  static var scope: SQL { get }
  var context: TableContext { get }
  /// The columns of an entity's row, `id` among them.
  func columns(of entity: Entity) throws -> [(name: String, value: any SQLBindable)]
  func entity(_ row: Row) throws -> Entity
}

extension EntityTable {
  package static var fixedColumns: Set<String> { ["organization_id", "created_at"] }

  package static var scope: SQL { "" }

  var connection: any SQLConnection { context.connection }

  package func find(_ id: ID<Key>) throws -> Entity? {
    try first("WHERE id = \(id) \(Self.scope)")
  }

  /// - Throws: ``SlipwayError`` `notFound` with the entity's noun.
  package func one(_ id: ID<Key>) throws -> Entity {
    guard let entity = try find(id) else { throw SlipwayError.notFound(Self.noun) }
    return entity
  }

  package func insert(_ entity: Entity) throws {
    try insert(columns: columns(of: entity))
  }

  /// Writes every column but ``fixedColumns``.
  /// - Throws: ``SlipwayError`` `notFound` when the row does not exist.
  package func update(_ entity: Entity) throws {
    let columns = try columns(of: entity)
    let changes: [SQL] = columns.filter { $0.name != "id" && !Self.fixedColumns.contains($0.name) }
      .map { "\(name: $0.name) = \($0.value.sqlValue)" }
    let id = columns.first { $0.name == "id" }?.value.sqlValue ?? .null
    let count = try connection.run(
      "UPDATE \(name: Self.table) SET \(SQL.joined(changes, separator: ", ")) WHERE id = \(id) \(Self.scope)")
    guard count > 0 else { throw SlipwayError.notFound(Self.noun) }
  }

  /// Removes the row and everything that belongs to it.
  /// - Returns: whether it existed.
  @discardableResult
  package func delete(_ id: ID<Key>) throws -> Bool {
    try connection.run("DELETE FROM \(name: Self.table) WHERE id = \(id) \(Self.scope)") > 0
  }

  func insert(columns: [(name: String, value: any SQLBindable)]) throws {
    let names: [SQL] = columns.map { "\(name: $0.name)" }
    let values: [SQL] = columns.map { "\($0.value.sqlValue)" }
    try connection.run(
      """
      INSERT INTO \(name: Self.table) (\(SQL.joined(names, separator: ", ")))
      VALUES (\(SQL.joined(values, separator: ", ")))
      """)
  }

  func all(_ condition: SQL) throws -> [Entity] {
    try connection.rows("SELECT * FROM \(name: Self.table) \(condition)").map(entity)
  }

  func first(_ condition: SQL) throws -> Entity? {
    try connection.row("SELECT * FROM \(name: Self.table) \(condition)").map(entity)
  }

  func exists(_ condition: SQL) throws -> Bool {
    try connection.row("SELECT 1 AS found FROM \(name: Self.table) \(condition) LIMIT 1") != nil
  }

  func count(_ condition: SQL = "") throws -> Int {
    let row = try connection.row("SELECT COUNT(*) AS count FROM \(name: Self.table) \(condition)")
    return try row?["count"] ?? 0
  }
}
