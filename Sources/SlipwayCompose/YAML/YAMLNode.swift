/// A value of a YAML document, as it was spelled: what a plain `08` or `yes` means is left to whoever reads it next.
struct YAMLNode: Sendable, Hashable {
  /// A text with its spelling, a list, or a map in its order.
  enum Content: Sendable, Hashable {
    case scalar(Scalar)
    case list([YAMLNode])
    case map([Pair])
  }

  /// A text and how it is written.
  struct Scalar: Sendable, Hashable {
    enum Style: Sendable, Hashable {
      case plain, singleQuoted, doubleQuoted, literal, folded
    }

    var text: String
    var style: Style
  }

  /// An entry of a map.
  struct Pair: Sendable, Hashable {
    var key: Scalar
    var value: YAMLNode
    /// Where the key stands in what the user wrote.
    var line: Int?

    init(_ key: Scalar, _ value: YAMLNode, line: Int? = nil) {
      self.key = key
      self.value = value
      self.line = line
    }
  }

  var content: Content
  /// Where it stands in what the user wrote; `nil` for what Slipway added.
  var line: Int?

  init(_ content: Content, line: Int? = nil) {
    self.content = content
    self.line = line
  }
}

extension YAMLNode {
  /// A text that every reader takes for a text.
  static func text(_ text: String) -> YAMLNode { YAMLNode(.scalar(.text(text))) }
  /// A plain word with a meaning: `true`, `3`.
  static func word(_ word: String) -> YAMLNode { YAMLNode(.scalar(Scalar(text: word, style: .plain))) }
  static func list(_ items: [YAMLNode]) -> YAMLNode { YAMLNode(.list(items)) }
  static func map(_ pairs: KeyValuePairs<String, YAMLNode>) -> YAMLNode {
    YAMLNode(.map(pairs.map { Pair(.text($0.key), $0.value) }))
  }

  var scalar: Scalar? {
    guard case .scalar(let scalar) = content else { return nil }
    return scalar
  }

  /// The text of a scalar that is not null.
  var text: String? { isNull ? nil : scalar?.text }

  var isNull: Bool {
    guard let scalar, scalar.style == .plain else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.text)
  }

  var items: [YAMLNode]? {
    guard case .list(let items) = content else { return nil }
    return items
  }

  var pairs: [Pair]? {
    guard case .map(let pairs) = content else { return nil }
    return pairs
  }

  /// The value of a key; writing `nil` removes it, and to something that is no map, nothing is written.
  subscript(key: String) -> YAMLNode? {
    get { pairs?.first { $0.key.text == key }?.value }
    set {
      guard case .map(var pairs) = content else { return }
      let index = pairs.firstIndex { $0.key.text == key }
      switch (index, newValue) {
      case (let index?, let value?): pairs[index].value = value
      case (let index?, nil): pairs.remove(at: index)
      case (nil, let value?): pairs.append(Pair(.text(key), value))
      case (nil, nil): return
      }
      content = .map(pairs)
    }
  }
}

extension YAMLNode.Scalar {
  /// Quoted unless no reader could take it for anything but a text.
  static func text(_ text: String) -> YAMLNode.Scalar {
    let words: Set = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
    let begins =
      text.first.map { $0.isASCII && ($0.isLetter || $0 == "/") } ?? false
      || text.hasPrefix("./") || text.hasPrefix("../")
    let isPlain =
      begins && text.last != ":" && !words.contains(text.lowercased())
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-./@+=:".contains($0)) }
    return YAMLNode.Scalar(text: text, style: isPlain ? .plain : .doubleQuoted)
  }
}
