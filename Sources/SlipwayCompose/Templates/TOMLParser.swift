import SlipwayCore

/// Reads TOML as template files use it: all of it but dates. Two things that published templates rely on are let pass:
/// `\$` and its like in long texts, and `[[name]]` behind `name = []`.
struct TOMLParser {
  static let maximumBytes = 1 << 20

  private var reader: TOMLReader
  private let root = TOMLDraft()
  /// Where the entries that follow belong, and how deep that is.
  private var table: TOMLDraft
  private var depth = 0

  private init(_ text: String, field: String) {
    reader = TOMLReader(text, field: field)
    table = root
  }

  /// - Parameter field: named in errors, which name the line, too.
  /// - Throws: ``SlipwayError`` `badRequest`; `payloadTooLarge` for a text that is too long.
  static func parse(_ text: String, field: String) throws -> TOMLTable {
    guard text.utf8.count <= maximumBytes else {
      let problem = "may have at most 1 MiB"
      throw SlipwayError(.payloadTooLarge, "\(field): \(problem)", details: [field: problem])
    }
    var parser = TOMLParser(text, field: field)
    try parser.readDocument()
    return parser.root.table
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
    let path = try reader.readKey()
    try reader.require("]")
    table = try go(path[...], from: root)
    depth = path.count
    guard !table.hasHeader else {
      throw reader.refused("the table [\(path.joined(separator: "."))] stands there twice")
    }
    table.hasHeader = true
  }

  private mutating func readArrayHeader() throws {
    let path = try reader.readKey()
    try reader.require("]]")
    let name = path.last ?? ""
    guard let new = try go(path.dropLast(), from: root).append(name) else {
      throw reader.refused("'\(name)' is no list of tables")
    }
    table = new
    depth = path.count
  }

  private mutating func readEntry() throws {
    let key = try reader.readKey()
    try reader.require("=")
    let value = try reader.readValue()
    // What is built here is taken apart again by calls in calls, as deep as it is.
    guard depth + key.count <= TOMLReader.maximumDepth else { throw reader.tooDeep }
    let name = key.last ?? ""
    guard try go(key.dropLast(), from: table).add(value, as: name) else {
      throw reader.refused("the key '\(name)' stands there twice")
    }
  }

  /// The table that a key leads to, made where it is missing.
  private func go(_ path: ArraySlice<String>, from start: TOMLDraft) throws -> TOMLDraft {
    try path.reduce(start) { table, name in
      guard let next = table.inner(name) else { throw reader.refused("'\(name)' is a value, no table") }
      return next
    }
  }
}
