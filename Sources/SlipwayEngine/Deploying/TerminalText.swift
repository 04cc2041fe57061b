/// Takes out of a program's output what a terminal would obey: colours, titles, moves of the cursor. Whoever prints the log
/// in a terminal sees text only.
enum TerminalText {
  private static let escape: UInt8 = 0x1B

  static func plain(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    let bytes = Array(bytes)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == escape {
        index = end(ofSequenceAt: index, in: bytes)
      } else if byte == 0xC2, index + 1 < bytes.count, (0x80...0x9F).contains(bytes[index + 1]) {
        // The other half of the control characters, in UTF-8.
        index += 2
      } else {
        if byte >= 0x20 && byte != 0x7F || byte == 0x09 { result.append(byte) }
        if byte == 0 { result.append(0x20) }
        index += 1
      }
    }
    return result
  }

  private static func end(ofSequenceAt start: Int, in bytes: [UInt8]) -> Int {
    guard start + 1 < bytes.count else { return bytes.count }
    switch bytes[start + 1] {
    case UInt8(ascii: "["):
      // Parameters, and one letter that ends them.
      let end = bytes[(start + 2)...].firstIndex { (0x40...0x7E).contains($0) }
      return end.map { $0 + 1 } ?? bytes.count
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
      // A text that the bell, or escape and a backslash, ends.
      guard let end = bytes[(start + 2)...].firstIndex(where: { $0 == 0x07 || $0 == escape }) else {
        return bytes.count
      }
      return bytes[end] == 0x07 ? end + 1 : min(end + 2, bytes.count)
    default: return start + 2
    }
  }
}
