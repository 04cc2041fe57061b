/// Cuts the bytes that a program writes into lines of text, as a terminal would show them.
///
/// `\n` and `\r\n` end a line. A lone `\r` goes back to the line's start: of a progress bar only the last state
/// remains. Bytes that are no UTF-8 become `\u{FFFD}`; longer lines are cut so that no line needs more than ``limit``.
package struct LineSplitter: Sendable {
  /// The most bytes of one line.
  package static let limit = 64 << 10
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// How many bytes at a line's start are not the program's: `\r` does not go back over them, and each piece of a line
  /// that is cut begins with them.
  private let margin: Int
  private var partial: [UInt8] = []
  /// Whether the last byte of `partial` was followed by `\r`: what comes next decides what it meant.
  private var isReturned = false

  package init(margin: Int = 0) { self.margin = margin }

  /// - Returns: the lines that these bytes complete.
  package mutating func feed(_ bytes: UnsafeRawBufferPointer) -> [String] {
    var lines: [String] = []
    var start = 0
    for index in bytes.indices where bytes[index] == Self.lineFeed || bytes[index] == Self.carriageReturn {
      take(bytes[start..<index], into: &lines)
      start = index + 1
      if bytes[index] == Self.lineFeed { end(into: &lines) } else { isReturned = true }
    }
    take(bytes[start...], into: &lines)
    return lines
  }

  package mutating func feed(_ bytes: [UInt8]) -> [String] {
    bytes.withUnsafeBytes { feed($0) }
  }

  /// - Returns: what followed the last line end; `nil` when nothing did.
  package mutating func finish() -> String? {
    defer { partial = [] }
    isReturned = false
    return partial.isEmpty ? nil : Self.text(partial[...])
  }

  private mutating func take(_ piece: Slice<UnsafeRawBufferPointer>, into lines: inout [String]) {
    guard !piece.isEmpty else { return }
    if isReturned {
      partial.removeLast(max(0, partial.count - margin))
      isReturned = false
    }
    partial.append(contentsOf: piece)
    guard partial.count > Self.limit else { return }
    let start = partial.prefix(margin)
    var rest = partial[...]
    while rest.count > Self.limit {
      let cut = Self.characterStart(in: rest, atOrBefore: rest.startIndex + Self.limit)
      lines.append(Self.text(rest[..<cut]))
      rest = margin == 0 ? rest[cut...] : start + rest[cut...]
    }
    partial = Array(rest)
  }

  private mutating func end(into lines: inout [String]) {
    lines.append(Self.text(partial[...]))
    partial.removeAll(keepingCapacity: true)
    isReturned = false
  }

  /// So that a long line is not cut in the middle of a character.
  private static func characterStart(in bytes: ArraySlice<UInt8>, atOrBefore end: Int) -> Int {
    for back in 0..<4 where bytes[end - back] & 0xC0 != 0x80 { return end - back }
    return end
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    // A NUL would end the text for the C library that stores it.
    guard bytes.contains(0) else { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: bytes.map { $0 == 0 ? UInt8(ascii: "?") : $0 }, as: UTF8.self)
  }
}
