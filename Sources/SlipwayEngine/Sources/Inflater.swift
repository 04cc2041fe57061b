import CZlib
import SlipwayCore

/// Unpacks a stream that gzip packed, piece by piece.
package final class Inflater {
  private static let piece = 1 << 16
  /// What one piece may become: a sender of less than a page must not fill the memory.
  private static let most = 16 << 20
  private static let broken = SlipwayError(.badRequest, "The request is not packed as gzip packs.")
  private var stream = z_stream()
  private var isAtEnd = false
  private let isReady: Bool

  package init() {
    // 16 more: gzip's header instead of zlib's.
    isReady = inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
  }

  deinit { if isReady { inflateEnd(&stream) } }

  /// - Throws: ``SlipwayError`` `badRequest`, `payloadTooLarge`.
  package func feed(_ bytes: [UInt8]) throws -> [[UInt8]] {
    guard isReady, !isAtEnd || bytes.isEmpty else { throw Self.broken }
    var (input, parts, consumed, made) = (bytes, [[UInt8]](), 0, 0)
    while consumed < input.count, !isAtEnd {
      let (part, used, status) = step(&input, consumed)
      consumed += used
      made += part.count
      guard made <= Self.most else {
        throw SlipwayError(.payloadTooLarge, "The request becomes too large when it is unpacked.")
      }
      if !part.isEmpty { parts.append(part) }
      isAtEnd = status == Z_STREAM_END
      guard isAtEnd || status == Z_OK else { throw Self.broken }
    }
    guard consumed == input.count else { throw Self.broken }
    return parts
  }

  private func step(_ input: inout [UInt8], _ consumed: Int) -> (part: [UInt8], used: Int, status: Int32) {
    var output = [UInt8](repeating: 0, count: Self.piece)
    return input.withUnsafeMutableBufferPointer { source in
      let (status, made) = output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress.map { $0 + consumed }
        stream.avail_in = uInt(source.count - consumed)
        stream.next_out = target.baseAddress
        stream.avail_out = uInt(target.count)
        return (CZlib.inflate(&stream, Z_NO_FLUSH), target.count - Int(stream.avail_out))
      }
      return (Array(output[..<made]), source.count - consumed - Int(stream.avail_in), status)
    }
  }
}
