/// A value of a TOML document; tables keep their order.
indirect enum TOMLValue: Sendable, Hashable {
  case string(String)
  case integer(Int)
  case float(Double)
  case boolean(Bool)
  case array([TOMLValue])
  case table(TOMLTable)

  var table: TOMLTable? {
    guard case .table(let table) = self else { return nil }
    return table
  }

  var array: [TOMLValue]? {
    guard case .array(let items) = self else { return nil }
    return items
  }

  /// A single value as text; `nil` of arrays and tables.
  var text: String? {
    switch self {
    case .string(let text): text
    case .integer(let number): String(number)
    case .float(let number): String(number)
    case .boolean(let truth): String(truth)
    case .array, .table: nil
    }
  }
}

/// Keys and values in the order in which they were written.
struct TOMLTable: Sendable, Hashable {
  /// A key with its value.
  struct Entry: Sendable, Hashable {
    var key: String
    var value: TOMLValue
  }

  private(set) var entries: [Entry] = []
  /// Where each key is: a table of a hundred thousand is read as quickly for each of them as one of ten.
  private var places: [String: Int] = [:]

  init(_ entries: [Entry] = []) {
    for entry in entries { add(entry.value, as: entry.key) }
  }

  subscript(key: String) -> TOMLValue? { places[key].map { entries[$0].value } }

  /// - Returns: whether the key was free.
  @discardableResult
  mutating func add(_ value: TOMLValue, as key: String) -> Bool {
    guard places[key] == nil else { return false }
    places[key] = entries.count
    entries.append(Entry(key: key, value: value))
    return true
  }
}
