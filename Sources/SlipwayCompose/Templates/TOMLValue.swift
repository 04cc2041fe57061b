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

  subscript(key: String) -> TOMLValue? {
    get { entries.first { $0.key == key }?.value }
    set {
      let index = entries.firstIndex { $0.key == key }
      switch (index, newValue) {
      case (let index?, let value?): entries[index].value = value
      case (let index?, nil): entries.remove(at: index)
      case (nil, let value?): entries.append(Entry(key: key, value: value))
      case (nil, nil): return
      }
    }
  }
}
