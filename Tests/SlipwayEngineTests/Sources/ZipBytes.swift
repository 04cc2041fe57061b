/// Makes zip files, also such as no honest tool would.
struct ZipBytes {
  struct Entry {
    var name: [UInt8]
    var content: [UInt8]
    /// With the file type, as `stat` has it.
    var mode: Int
    var flags = 0
    var method = 0
    /// Lies about the size in the listing.
    var size: Int?
    /// The numbers of the 64-bit extra field; the ones that they replace say that they are there.
    var large: Large?
  }

  /// The three numbers of an entry that have a 64-bit form.
  enum Large: CaseIterable { case size, compressedSize, offset }
  var entries: [Entry] = []

  mutating func add(_ name: String, _ content: String = "", mode: Int = 0o100644) {
    entries.append(Entry(name: Array(name.utf8), content: Array(content.utf8), mode: mode))
  }

  /// Changes the entry that was added last.
  mutating func alter(_ change: (inout Entry) -> Void) {
    change(&entries[entries.count - 1])
  }

  func bytes() -> [UInt8] {
    var (file, listing): ([UInt8], [UInt8]) = ([], [])
    for entry in entries {
      let offset = file.count
      let sizes = sizes(of: entry)
      let start = u16(20) + u16(entry.flags) + u16(entry.method) + u32(0)
      file += [0x50, 0x4b, 3, 4] + start + sizes + u16(entry.name.count) + u16(0) + entry.name + entry.content
      let extra = entry.large == nil ? [] : u16(1) + u16(8) + [UInt8](repeating: 0xff, count: 7) + [0x7f]
      listing += [0x50, 0x4b, 1, 2] + u16(3 << 8 | 20) + start + sizes + u16(entry.name.count) + u16(extra.count)
      listing += u16(0) + u16(0) + u16(0) + u32(entry.mode << 16)
      listing += u32(entry.large == .offset ? Self.elsewhere : offset) + entry.name + extra
    }
    let end = u32(listing.count) + u32(file.count) + u16(0)
    return file + listing + [0x50, 0x4b, 5, 6] + u16(0) + u16(0) + u16(entries.count) + u16(entries.count) + end
  }

  private static let elsewhere = 0xffff_ffff

  private func sizes(of entry: Entry) -> [UInt8] {
    let compressed = entry.large == .compressedSize ? Self.elsewhere : entry.content.count
    let size = entry.large == .size ? Self.elsewhere : entry.size ?? entry.content.count
    return u32(Self.checksum(entry.content)) + u32(compressed) + u32(size)
  }

  private func u16(_ value: Int) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8 & 255)] }

  private func u32(_ value: Int) -> [UInt8] { u16(value & 0xffff) + u16(value >> 16 & 0xffff) }

  private static func checksum(_ bytes: [UInt8]) -> Int {
    var sum: UInt32 = 0xffff_ffff
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
    }
    return Int(~sum)
  }
}
