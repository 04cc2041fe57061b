import NIOCore

/// Cuts what comes from Redis into values.
struct RESPDecoder: ByteToMessageDecoder {
  typealias InboundOut = RESPValue
  /// Ours are far smaller; whatever sends more is no Redis, or not ours.
  private static let longestText = 1 << 20
  private static let longestList = 100_000
  private static let deepest = 8

  mutating func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws -> DecodingState {
    var rest = buffer
    guard let value = try Self.value(&rest, depth: 0) else {
      guard buffer.readableBytes <= 64 << 20 else { throw RedisError(.refused, "an answer has no end") }
      return .needMoreData
    }
    buffer = rest
    context.fireChannelRead(wrapInboundOut(value))
    return .continue
  }

  mutating func decodeLast(
    context: ChannelHandlerContext, buffer: inout ByteBuffer, seenEOF: Bool
  ) throws -> DecodingState { .needMoreData }

  /// - Returns: `nil` when not all of it has come.
  /// - Throws: ``RedisError`` when it is none.
  static func value(_ buffer: inout ByteBuffer, depth: Int) throws -> RESPValue? {
    guard depth < deepest else { throw RedisError(.refused, "an answer is nested too deep") }
    guard let line = try line(&buffer) else { return nil }
    let rest = String(line.dropFirst())
    switch line.first {
    case "+": return .text(rest)
    case "-": return .error(rest)
    case ":": return .integer(try number(rest))
    case "$": return try text(&buffer, count: number(rest))
    case "*": return try list(&buffer, count: number(rest), depth: depth)
    default: throw RedisError(.refused, "this is no Redis: it said '\(line.prefix(40))'")
    }
  }

  private static func text(_ buffer: inout ByteBuffer, count: Int) throws -> RESPValue? {
    guard count >= 0 else { return .null }
    guard count <= longestText else { throw RedisError(.refused, "an answer is too long") }
    guard buffer.readableBytes >= count + 2, let text = buffer.readString(length: count) else { return nil }
    buffer.moveReaderIndex(forwardBy: 2)
    return .text(text)
  }

  private static func list(_ buffer: inout ByteBuffer, count: Int, depth: Int) throws -> RESPValue? {
    guard count >= 0 else { return .null }
    guard count <= longestList else { throw RedisError(.refused, "an answer is too long") }
    var values: [RESPValue] = []
    for _ in 0..<count {
      guard let value = try value(&buffer, depth: depth + 1) else { return nil }
      values.append(value)
    }
    return .list(values)
  }

  private static func number(_ text: String) throws -> Int {
    guard let number = Int(text) else {
      throw RedisError(.refused, "this is no Redis: '\(text.prefix(40))' is no number")
    }
    return number
  }

  private static func line(_ buffer: inout ByteBuffer) throws -> String? {
    let view = buffer.readableBytesView
    guard let end = view.firstIndex(of: UInt8(ascii: "\n")) else {
      guard view.count <= longestText else { throw RedisError(.refused, "this is no Redis: its line has no end") }
      return nil
    }
    let line = buffer.readString(length: end - view.startIndex + 1) ?? ""
    // In Swift `\r\n` is one character.
    return String(line.dropLast())
  }
}
