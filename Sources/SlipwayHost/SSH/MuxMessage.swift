import NIOCore

/// What `ssh` and its master connection say to each other over the control socket: OpenSSH's PROTOCOL.mux, version 4.
enum MuxMessage: Sendable, Hashable {
  case refused(reason: String)
  case exited(status: UInt32)
  /// Nothing that a session without a terminal has to know.
  case other

  private static let (hello, newSession): (UInt32, UInt32) = (0x0000_0001, 0x1000_0002)
  private static let (denied, failure, exit): (UInt32, UInt32, UInt32) = (0x8000_0002, 0x8000_0003, 0x8000_0004)
  private static let version: UInt32 = 4
  private static let noEscape: UInt32 = 0xffff_ffff
  /// A master says little.
  static let longest = 256 << 10

  /// A greeting, and the wish for a session that runs one line; the descriptors of its input, output and errors follow.
  static func request(_ line: String) -> ByteBuffer {
    var buffer = ByteBuffer()
    packet(into: &buffer) { $0.writeInteger(hello) + $0.writeInteger(version) }
    packet(into: &buffer) { body in
      var written = body.writeInteger(newSession) + body.writeInteger(UInt32(0)) + text("", into: &body)
      // No terminal, no X11, no agent, no subsystem.
      for _ in 0..<4 { written += body.writeInteger(UInt32(0)) }
      return written + body.writeInteger(noEscape) + text("", into: &body) + text(line, into: &body)
    }
    return buffer
  }

  /// Takes the next message off the front of what has come.
  /// - Returns: `nil` until it is whole.
  static func next(_ buffer: inout ByteBuffer) throws -> MuxMessage? {
    guard let length = buffer.getInteger(at: buffer.readerIndex, as: UInt32.self) else { return nil }
    guard length <= longest else { throw Unreadable() }
    guard buffer.readableBytes >= 4 + Int(length) else { return nil }
    buffer.moveReaderIndex(forwardBy: 4)
    guard var body = buffer.readSlice(length: Int(length)), let kind = body.readInteger(as: UInt32.self) else {
      throw Unreadable()
    }
    // Whose request or session it is: there is one of each.
    _ = body.readInteger(as: UInt32.self)
    switch kind {
    case denied, failure:
      let size = body.readInteger(as: UInt32.self) ?? 0
      return .refused(reason: body.readString(length: min(Int(size), body.readableBytes)) ?? "")
    case exit: return .exited(status: body.readInteger(as: UInt32.self) ?? 255)
    default: return .other
    }
  }

  /// A master that speaks another protocol.
  struct Unreadable: Error {}

  private static func packet(into buffer: inout ByteBuffer, _ write: (inout ByteBuffer) -> Int) {
    var body = ByteBuffer()
    let length = write(&body)
    buffer.writeInteger(UInt32(length))
    buffer.writeBuffer(&body)
  }

  private static func text(_ text: String, into buffer: inout ByteBuffer) -> Int {
    buffer.writeInteger(UInt32(text.utf8.count)) + buffer.writeString(text)
  }
}
