/// Finds single values of a TOML file: `key = value` within a `[section]`. What spans lines is not read.
struct TOMLText {
  private let lines: [Substring]

  init(_ text: String) { lines = text.split(whereSeparator: \.isNewline) }

  /// - Returns: the value as written, without quotes and comment.
  func value(_ key: String, in section: String) -> String? {
    pairs(in: section).first { $0.key == key }?.value
  }

  /// The keys of a section with their values, in the file's order.
  func pairs(in section: String) -> [(key: String, value: String)] {
    var isWithin = section.isEmpty
    var found: [(key: String, value: String)] = []
    for line in lines {
      let text = line.trimmed
      if text.hasPrefix("[") {
        isWithin = text == "[\(section)]" || text == "[[\(section)]]"
      } else if isWithin, let equals = text.firstIndex(of: "="), !text.hasPrefix("#") {
        found.append((text[..<equals].trimmed.unquoted, Self.plain(text[equals...].dropFirst())))
      }
    }
    return found
  }

  func has(_ section: String) -> Bool {
    lines.contains { $0.trimmed == "[\(section)]" || $0.trimmed == "[[\(section)]]" }
  }

  private static func plain(_ text: Substring) -> String {
    let value = text.trimmed
    guard let quote = value.first, quote == "\"" || quote == "'" else {
      return value.prefix { $0 != "#" }.trimmed
    }
    return String(value.dropFirst().prefix { $0 != quote })
  }
}

extension StringProtocol {
  /// Without blanks at both ends.
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// Without the quotes around it.
  var unquoted: String {
    guard count >= 2, let quote = first, quote == "\"" || quote == "'", last == quote else { return String(self) }
    return String(dropFirst().dropLast())
  }
}
