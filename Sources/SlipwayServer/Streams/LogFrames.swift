/// Joins pieces of a log into messages: large ones, so that a hundred thousand lines are not a hundred thousand frames.
struct LogFrames {
  static let size = 64 * 1024
  private(set) var text = ""

  /// - Returns: messages of at most ``size`` bytes that are full.
  mutating func add(_ piece: String) -> [String] {
    var full: [String] = []
    if !text.isEmpty, text.utf8.count + piece.utf8.count > Self.size, let rest = take() { full.append(rest) }
    guard piece.utf8.count > Self.size else {
      text += piece
      return full
    }
    var rest = piece[...]
    while rest.utf8.count > Self.size {
      let end = Self.boundary(in: rest)
      full.append(String(rest[..<end]))
      rest = rest[end...]
    }
    text += rest
    return full
  }

  /// What has gathered; `nil` when nothing has.
  mutating func take() -> String? {
    defer { text = "" }
    return text.isEmpty ? nil : text
  }

  /// The last boundary of a character before ``size`` bytes.
  private static func boundary(in text: Substring) -> Substring.Index {
    let limit = text.utf8.index(text.startIndex, offsetBy: size)
    var end = limit
    while end > text.startIndex, text.utf8[end] & 0xC0 == 0x80 { end = text.utf8.index(before: end) }
    return end > text.startIndex ? end : limit
  }
}
