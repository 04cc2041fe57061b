import CZlib
import SlipwayCore

/// A piece of a segment's file: some lines, compressed, with a head that says which.
///
/// A head has a checksum of its own and one of what follows: a piece that was not written to its end is known by them.
struct LogFrame: Sendable {
  /// What stands before the compressed lines.
  struct Head: Sendable, Hashable {
    static let size = 48
    private static let magic: UInt64 = 0x5350_4C31

    var firstAt: Int
    var lastAt: Int
    var lines: Int
    /// Of text.
    var bytes: Int
    /// Of what follows the head.
    var stored: Int
    var checksum: UInt32

    init(firstAt: Int, lastAt: Int, lines: Int, bytes: Int, stored: Int, checksum: UInt32) {
      self.firstAt = firstAt
      self.lastAt = lastAt
      self.lines = lines
      self.bytes = bytes
      self.stored = stored
      self.checksum = checksum
    }

    /// `nil` when it is none.
    init?(_ data: [UInt8]) {
      guard data.count == Self.size else { return nil }
      func number(_ offset: Int, _ count: Int = 8) -> UInt64 {
        (0..<count).reversed().reduce(0) { $0 << 8 | UInt64(data[offset + $1]) }
      }
      guard number(0, 4) == Self.magic, number(44, 4) == UInt64(LogFrame.checksum(data[..<44])) else { return nil }
      checksum = UInt32(truncatingIfNeeded: number(4, 4))
      firstAt = Int(truncatingIfNeeded: number(8))
      lastAt = Int(truncatingIfNeeded: number(16))
      lines = Int(number(24, 4))
      bytes = Int(number(28, 4))
      stored = Int(number(32, 4))
    }

    var data: [UInt8] {
      var data: [UInt8] = []
      func add(_ number: UInt64, _ count: Int = 8) {
        for index in 0..<count { data.append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(index)))) }
      }
      add(Self.magic, 4)
      add(UInt64(checksum), 4)
      add(UInt64(bitPattern: Int64(firstAt)))
      add(UInt64(bitPattern: Int64(lastAt)))
      add(UInt64(lines), 4)
      add(UInt64(bytes), 4)
      add(UInt64(stored), 4)
      // Room for what a later version wants to say.
      add(0)
      add(UInt64(LogFrame.checksum(data[...])), 4)
      return data
    }
  }

  /// The most text of one; what compresses it works on all of it at once.
  static let size = 128 << 10

  let head: Head
  let body: [UInt8]

  /// - Parameter text: lines as ``KeptLine/write(to:)`` makes them.
  init(_ text: [UInt8], firstAt: Int, lastAt: Int, lines: Int) throws {
    body = try Self.deflated(text)
    head = Head(
      firstAt: firstAt, lastAt: lastAt, lines: lines, bytes: text.count, stored: body.count,
      checksum: Self.checksum(body[...]))
  }

  init(head: Head, body: [UInt8]) {
    self.head = head
    self.body = body
  }

  /// Whether what followed the head is what was written.
  var isWhole: Bool { body.count == head.stored && Self.checksum(body[...]) == head.checksum }

  /// - Throws: ``SlipwayError`` `internal` when it cannot be unpacked.
  func text() throws -> [UInt8] {
    var length = uLongf(head.bytes)
    var text = [UInt8](repeating: 0, count: max(1, head.bytes))
    let status = uncompress(&text, &length, body, uLong(body.count))
    guard status == Z_OK, Int(length) == head.bytes else {
      throw SlipwayError(.internal, "A piece of a kept log cannot be unpacked.")
    }
    return head.bytes == text.count ? text : Array(text.prefix(head.bytes))
  }

  private static func deflated(_ text: [UInt8]) throws -> [UInt8] {
    var length = compressBound(uLong(text.count))
    var packed = [UInt8](repeating: 0, count: Int(length))
    guard compress2(&packed, &length, text, uLong(text.count), 6) == Z_OK else {
      throw SlipwayError(.internal, "A piece of a log cannot be packed.")
    }
    return Array(packed.prefix(Int(length)))
  }

  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, uInt($0.count))) }
  }
}
