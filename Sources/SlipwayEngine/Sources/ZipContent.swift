import CZlib
import SlipwayCore

/// The bytes of one entry, unpacked piece by piece and held against what the listing promised.
struct ZipContent {
  private static let piece = 1 << 16
  let file: ZipFile
  let entry: ZipEntry

  /// - Throws: ``SlipwayError`` `badRequest` when size or checksum are not the listing's.
  func read(into sink: (ArraySlice<UInt8>) throws -> Void) throws {
    let header = ZipFields(bytes: try file.bytes(at: entry.offset, count: 30))
    guard try header.u32(0) == 0x0403_4b50 else { throw ZipFile.broken }
    let start = try entry.offset + 30 + header.u16(26) + header.u16(28)
    var (sum, count) = (crc32(0, nil, 0), 0)
    func check(_ bytes: ArraySlice<UInt8>) throws {
      count += bytes.count
      guard count <= entry.size else { throw damaged }
      sum = bytes.withUnsafeBufferPointer { crc32(sum, $0.baseAddress, uInt($0.count)) }
      try sink(bytes)
    }
    if entry.isDeflated {
      try inflate(from: start, into: check)
    } else {
      guard entry.compressedSize == entry.size else { throw damaged }
      try pieces(from: start) { try check($0[...]) }
    }
    guard count == entry.size, UInt32(truncatingIfNeeded: sum) == entry.checksum else { throw damaged }
  }

  private var damaged: SlipwayError {
    ZipEntry.refused("the entry '\(entry.name)' is damaged or not of the size that the listing says")
  }

  private func pieces(from start: Int, _ body: ([UInt8]) throws -> Void) throws {
    var done = 0
    while done < entry.compressedSize {
      let count = min(Self.piece, entry.compressedSize - done)
      try body(file.bytes(at: start + done, count: count))
      done += count
    }
  }

  private func inflate(from start: Int, into sink: (ArraySlice<UInt8>) throws -> Void) throws {
    var stream = z_stream()
    // Negative: the raw stream, without zlib's own header.
    guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { throw damaged }
    defer { inflateEnd(&stream) }
    var isAtEnd = false
    try pieces(from: start) { input in
      guard !isAtEnd else { throw damaged }
      isAtEnd = try inflate(input, &stream, into: sink)
    }
    guard isAtEnd else { throw damaged }
  }

  /// - Returns: whether the stream ended.
  private func inflate(
    _ input: [UInt8], _ stream: inout z_stream, into sink: (ArraySlice<UInt8>) throws -> Void
  ) throws -> Bool {
    var (input, output) = (input, [UInt8](repeating: 0, count: Self.piece))
    var consumed = 0
    while true {
      let (status, used, made) = input.withUnsafeMutableBufferPointer { source in
        output.withUnsafeMutableBufferPointer { target in
          stream.next_in = source.baseAddress.map { $0 + consumed }
          stream.avail_in = uInt(source.count - consumed)
          stream.next_out = target.baseAddress
          stream.avail_out = uInt(target.count)
          let status = CZlib.inflate(&stream, Z_NO_FLUSH)
          return (status, source.count - consumed - Int(stream.avail_in), target.count - Int(stream.avail_out))
        }
      }
      consumed += used
      try sink(output[..<made])
      if status == Z_STREAM_END { return true }
      // Nothing more can be made of this piece.
      if status == Z_BUF_ERROR || (consumed == input.count && made < output.count) { return false }
      guard status == Z_OK else { throw damaged }
    }
  }
}
