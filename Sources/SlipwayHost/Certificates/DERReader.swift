/// Walks the elements of a DER text; it knows tags and lengths and nothing of what they mean.
struct DERReader {
  /// One element.
  struct Element {
    var tag: UInt8
    /// With its tag and length.
    var whole: ArraySlice<UInt8>
    var content: ArraySlice<UInt8>
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// - Returns: the next element; `nil` at the end, and where the text is not DER.
  mutating func next() -> Element? {
    let start = rest.startIndex
    guard rest.count >= 2 else { return nil }
    let tag = rest[start]
    var (length, content) = (Int(rest[start + 1]), start + 2)
    if length >= 0x80 {
      let count = length & 0x7f
      guard (1...4).contains(count), rest.count >= 2 + count else { return nil }
      length = rest[content..<content + count].reduce(0) { $0 << 8 | Int($1) }
      content += count
    }
    guard rest.endIndex - content >= length else { return nil }
    let element = Element(
      tag: tag, whole: rest[start..<content + length], content: rest[content..<content + length])
    rest = rest[(content + length)...]
    return element
  }
}
