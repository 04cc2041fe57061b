extension YAMLNode {
  /// The value of the key says yes, in one of YAML's and Compose's ways.
  func isTrue(_ key: String) -> Bool { self[key]?.text.map { Self.truths.contains($0.lowercased()) } ?? false }

  private static let truths: Set = ["true", "yes", "on", "y", "t", "1"]

  /// Changes a scalar's text; what is no text stays.
  mutating func updateText(_ body: (String) -> String) {
    guard let old = text else { return }
    let new = body(old)
    guard new != old else { return }
    content = .scalar(.text(new))
  }

  /// Changes the items of a list; anything else stays.
  mutating func updateItems(_ body: (inout YAMLNode) -> Void) {
    guard case .list(var items) = content else { return }
    for index in items.indices { body(&items[index]) }
    content = .list(items)
  }

  /// Changes the entries of a map; anything else stays.
  mutating func updatePairs(_ body: (inout Pair) -> Void) {
    guard case .map(var pairs) = content else { return }
    for index in pairs.indices { body(&pairs[index]) }
    content = .map(pairs)
  }

  /// Changes the names of a list of names, or the keys of a map.
  mutating func updateNames(_ body: (String) -> String) {
    updateItems { $0.updateText(body) }
    updatePairs { pair in
      let new = body(pair.key.text)
      if new != pair.key.text { pair.key = .text(new) }
    }
  }

  /// Adds a name to a list of names, or a key without a value to a map; one that is there stays.
  /// - Returns: whether it was added.
  mutating func addName(_ name: String) -> Bool {
    switch content {
    case .list(let items):
      guard !items.contains(where: { $0.text == name }) else { return false }
      content = .list(items + [.text(name)])
    case .map:
      guard self[name] == nil else { return false }
      self[name] = YAMLNode(.map([]))
    case .scalar:
      guard isNull else { return false }
      self = .list([.text(name)])
    }
    return true
  }

  /// - Returns: whether it was there.
  mutating func removeName(_ name: String) -> Bool {
    switch content {
    case .list(let items):
      content = .list(items.filter { $0.text != name })
      return items.contains { $0.text == name }
    case .map:
      defer { self[name] = nil }
      return self[name] != nil
    case .scalar:
      return false
    }
  }
}
