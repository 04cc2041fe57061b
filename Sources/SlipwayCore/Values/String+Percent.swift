extension StringProtocol {
  /// As one value of a query or one segment of a path: all is percent-encoded but what RFC 3986 lets stand everywhere.
  package var percentEncoded: String {
    String(decoding: utf8.flatMap(Self.encoded), as: UTF8.self)
  }

  private static func encoded(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      [byte]
    default: Array("%\([byte].hexadecimal.uppercased())".utf8)
    }
  }
}
