/// A page taken apart as a browser's tokenizer does it: elements with their attributes, and the text between them.
///
/// It is stricter than a browser: what is not balanced, not quoted or not unique is a problem.
struct Markup {
  /// An opening tag.
  struct Element: Hashable {
    var name: String
    var attributes: [String: String]
    /// What stands in the page where the tag does, without the values: equal shapes, equal structure.
    var shape: String { name + attributes.keys.sorted().map { " " + $0 }.joined() }
  }

  private static let empty: Set = [
    "area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr", "use", "path",
  ]
  private(set) var elements: [Element] = []
  private(set) var text = ""
  private(set) var problems: [String] = []
  private var open: [String] = []
  /// One scalar each: a browser knows no grapheme clusters, so a mark behind a bracket must not hide it here either.
  private var rest: ArraySlice<Character>

  init(_ html: String) {
    rest = html.unicodeScalars.map(Character.init)[...]
    while !rest.isEmpty { step() }
    if !open.isEmpty { problems.append("not closed: \(open)") }
    var seen: Set<String> = []
    for id in elements.compactMap({ $0.attributes["id"] }) where !seen.insert(id).inserted {
      problems.append("the id \(id) stands twice")
    }
  }

  /// Every tag with the names of its attributes, in order.
  var shape: [String] { elements.map(\.shape) }

  /// All values of an attribute.
  func values(_ attribute: String) -> [String] { elements.compactMap { $0.attributes[attribute] } }

  /// The elements of a name.
  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  private mutating func step() {
    guard let next = rest.firstIndex(of: "<") else { return take(rest.endIndex) }
    take(next)
    if rest.starts(with: "<!doctype html>") {
      rest = rest.dropFirst("<!doctype html>".count)
    } else if rest.starts(with: "</") {
      close()
    } else {
      openTag()
    }
  }

  private mutating func take(_ end: Int) {
    text += Self.decoded(rest[..<end])
    rest = rest[end...]
  }

  private mutating func close() {
    let name = String(rest.dropFirst(2).prefix { $0 != ">" })
    rest = rest.dropFirst(name.count + 3)
    guard open.last == name else { return problems.append("</\(name)> closes \(open.last ?? "nothing")") }
    open.removeLast()
  }

  private mutating func openTag() {
    rest = rest.dropFirst()
    let name = String(rest.prefix { $0.isLetter || $0.isNumber })
    if name.isEmpty { problems.append("a bare <: \(String(rest.prefix(20)))") }
    rest = rest.dropFirst(name.count)
    var element = Element(name: name, attributes: [:])
    var isClosed = false
    while let first = rest.first, first != ">" {
      isClosed = first == "/"
      if isClosed || first.isWhitespace {
        rest = rest.dropFirst()
      } else {
        attribute(of: &element)
      }
    }
    rest = rest.dropFirst()
    elements.append(element)
    if !isClosed, !Self.empty.contains(name) { open.append(name) }
    // Their content is text up to their end tag; ours have none in the page.
    if name == "script", !rest.starts(with: "</script>") { problems.append("a script with content") }
  }

  private mutating func attribute(of element: inout Element) {
    let name = String(rest.prefix { !$0.isWhitespace && $0 != "=" && $0 != ">" && $0 != "/" })
    rest = rest.dropFirst(name.count)
    if name.isEmpty || !name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }) {
      problems.append("an attribute '\(name)' of \(element.name)")
      rest = rest.dropFirst()
    }
    if element.attributes[name] != nil { problems.append("\(element.name) has two \(name)") }
    guard rest.first == "=" else { return element.attributes[name] = "" }
    rest = rest.dropFirst()
    guard let quote = rest.first, quote == "\"" || quote == "'" else {
      return problems.append("\(element.name) \(name) is not quoted")
    }
    let value = rest.dropFirst().prefix { $0 != quote }
    element.attributes[name] = Self.decoded(value)
    rest = rest.dropFirst(value.count + 2)
  }

  private static let references: [(String, Character)] = [
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
  ]

  private static func decoded(_ text: ArraySlice<Character>) -> String {
    var (rest, decoded) = (text, "")
    while let first = rest.first {
      let known = first == "&" ? references.first { rest.starts(with: $0.0) } : nil
      decoded.append(known?.1 ?? first)
      rest = rest.dropFirst(known?.0.count ?? 1)
    }
    return decoded
  }
}
