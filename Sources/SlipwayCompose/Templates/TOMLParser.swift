import SlipwayCore

/// Reads TOML as template files use it: all of it but dates. Two things that published templates rely on are let pass:
/// `\$` and its like in long texts, and `[[name]]` behind `name = []`.
struct TOMLParser {
  static let maximumBytes = 1 << 20

  private var reader: TOMLReader
  private var root = TOMLTable()
  /// Where the entries that follow belong.
  private var path: [String] = []
  /// Headers that were there already.
  private var headers: Set<[String]> = []

  private init(_ text: String, field: String) { reader = TOMLReader(text, field: field) }

  /// - Parameter field: named in errors, which name the line, too.
  /// - Throws: ``SlipwayError`` `badRequest`; `payloadTooLarge` for a text that is too long.
  static func parse(_ text: String, field: String) throws -> TOMLTable {
    guard text.utf8.count <= maximumBytes else {
      let problem = "may have at most 1 MiB"
      throw SlipwayError(.payloadTooLarge, "\(field): \(problem)", details: [field: problem])
    }
    var parser = TOMLParser(text, field: field)
    try parser.readDocument()
    return parser.root
  }

  private mutating func readDocument() throws {
    while reader.skipToContent() {
      if reader.take("[[") {
        try readArrayHeader()
      } else if reader.take("[") {
        try readHeader()
      } else {
        try readEntry()
      }
      try reader.requireEndOfLine()
    }
  }

  private mutating func readHeader() throws {
    path = try reader.readKey()
    try reader.require("]")
    guard headers.insert(path).inserted else {
      throw reader.refused("the table [\(path.joined(separator: "."))] stands there twice")
    }
    try change(&root, path[...]) { _ in }
  }

  private mutating func readArrayHeader() throws {
    path = try reader.readKey()
    try reader.require("]]")
    // The tables below belong to this element, not to the one before.
    headers = headers.filter { !$0.starts(with: path) }
    let (name, parser) = (path.last ?? "", self)
    try change(&root, path.dropLast()) { table in
      guard let items = (table[name] ?? .array([])).array, items.allSatisfy({ $0.table != nil }) else {
        throw parser.reader.refused("'\(name)' is no list of tables")
      }
      table[name] = .array(items + [.table(TOMLTable())])
    }
  }

  private mutating func readEntry() throws {
    let key = try reader.readKey()
    try reader.require("=")
    let value = try reader.readValue()
    let (name, parser) = (key.last ?? "", self)
    try change(&root, (path + key.dropLast())[...]) { table in
      guard table[name] == nil else { throw parser.reader.refused("the key '\(name)' stands there twice") }
      table[name] = value
    }
  }

  /// Goes to a table, making those that are missing; of a list of tables, the last is meant.
  private func change(
    _ table: inout TOMLTable, _ path: ArraySlice<String>, _ body: (inout TOMLTable) throws -> Void
  ) throws {
    guard let name = path.first else { return try body(&table) }
    var items: [TOMLValue] = []
    var inner = TOMLTable()
    switch table[name] {
    case nil: break
    case .table(let present): inner = present
    case .array(let present):
      guard let last = present.last?.table else { throw reader.refused("'\(name)' is a value, no table") }
      (items, inner) = (present, last)
    default: throw reader.refused("'\(name)' is a value, no table")
    }
    try change(&inner, path.dropFirst(), body)
    table[name] = items.isEmpty ? .table(inner) : .array(items.dropLast() + [.table(inner)])
  }
}
