/// One packet of git's protocol: four hexadecimal digits that count themselves, and what they count.
enum Packet: Sendable, Hashable {
  case data([UInt8])
  case flush
  /// `0001` and `0002`, which mark sections.
  case mark

  /// The most that a packet carries.
  static let most = 65_516

  /// What it says, without a line end.
  var text: String? {
    guard case .data(let bytes) = self else { return nil }
    let line = bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...]
    return String(decoding: line, as: UTF8.self)
  }

  var bytes: [UInt8] {
    switch self {
    case .flush: Array("0000".utf8)
    case .mark: Array("0001".utf8)
    case .data(let data): Self.length(data.count + 4) + data
    }
  }

  static func line(_ text: String) -> [UInt8] { Packet.data(Array(text.utf8)).bytes }

  /// - Returns: how long a packet is that begins so; `nil` for what is none.
  static func length(of head: some Collection<UInt8>) -> Int? {
    guard head.count == 4, head.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) else { return nil }
    return Int(String(decoding: head, as: UTF8.self), radix: 16)
  }

  private static func length(_ count: Int) -> [UInt8] {
    let digits = String(count, radix: 16)
    return Array((String(repeating: "0", count: max(0, 4 - digits.count)) + digits).utf8)
  }
}
