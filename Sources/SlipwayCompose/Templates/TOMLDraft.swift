/// A table while its document is being read: it grows where it is, however many lines add to it.
final class TOMLDraft {
  private enum Item {
    case value(TOMLValue)
    case table(TOMLDraft)
    case tables(List)
  }

  /// Shared by who adds to it, so that it is not copied for each of its elements.
  private final class List {
    var tables: [TOMLDraft]

    init(_ tables: [TOMLDraft]) { self.tables = tables }
  }

  private var names: [String] = []
  private var items: [String: Item] = [:]
  /// Whether `[name]` was there already. The tables of a new element of a list are new, too.
  var hasHeader = false

  init(_ table: TOMLTable = TOMLTable()) {
    for entry in table.entries { set(.value(entry.value), as: entry.key) }
  }

  var table: TOMLTable {
    TOMLTable(
      names.compactMap { name in items[name].map { TOMLTable.Entry(key: name, value: Self.value(of: $0)) } })
  }

  /// - Returns: whether the name was free.
  func add(_ value: TOMLValue, as name: String) -> Bool {
    guard items[name] == nil else { return false }
    set(.value(value), as: name)
    return true
  }

  /// The table of that name, a new one when there is none; of a list of tables, the last is meant.
  /// - Returns: `nil` when the name is a value's.
  func inner(_ name: String) -> TOMLDraft? {
    if case .tables(let list) = items[name] { return list.tables.last }
    if case .table(let table) = items[name] { return table }
    if case .value(.table(let typed)) = items[name] {
      let table = TOMLDraft(typed)
      set(.table(table), as: name)
      return table
    }
    if let list = typedTables(name), let last = list.last {
      set(.tables(List(list)), as: name)
      return last
    }
    guard items[name] == nil else { return nil }
    let table = TOMLDraft()
    set(.table(table), as: name)
    return table
  }

  /// A new table at the end of the list of that name.
  /// - Returns: `nil` when the name is no list of tables.
  func append(_ name: String) -> TOMLDraft? {
    let new = TOMLDraft()
    if case .tables(let list) = items[name] {
      list.tables.append(new)
      return new
    }
    guard let list = items[name] == nil ? [] : typedTables(name) else { return nil }
    set(.tables(List(list + [new])), as: name)
    return new
  }

  /// `name = [{…}, {…}]`, also `name = []`, which may go on as `[[name]]`.
  private func typedTables(_ name: String) -> [TOMLDraft]? {
    guard case .value(.array(let items)) = items[name] else { return nil }
    let tables = items.compactMap(\.table)
    return tables.count == items.count ? tables.map { TOMLDraft($0) } : nil
  }

  private func set(_ item: Item, as name: String) {
    if items.updateValue(item, forKey: name) == nil { names.append(name) }
  }

  private static func value(of item: Item) -> TOMLValue {
    switch item {
    case .value(let value): value
    case .table(let draft): .table(draft.table)
    case .tables(let list): .array(list.tables.map { .table($0.table) })
    }
  }
}
