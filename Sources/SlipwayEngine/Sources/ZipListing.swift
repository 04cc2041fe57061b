import Foundation
import SlipwayCore

/// Reads the central directory of a zip file: the only listing that counts.
struct ZipListing {
  /// Where the central directory is.
  private struct Place {
    var count: Int
    var size: Int
    var offset: Int
  }

  let file: ZipFile
  let limits: ZipArchive.Limits

  func entries() throws -> [ZipEntry] {
    let place = try place()
    guard place.count <= limits.entries else {
      throw ZipEntry.refused("it has \(place.count) entries; at most \(limits.entries) are allowed")
    }
    // 46 bytes is the shortest record: a count that does not fit is a lie.
    guard place.count * 46 <= place.size, place.size <= 256 << 20 else { throw ZipFile.broken }
    let fields = ZipFields(bytes: try file.bytes(at: place.offset, count: place.size))
    var found: [[String]: ZipEntry] = [:]
    var order: [[String]] = []
    var (position, total) = (0, 0)
    for _ in 0..<place.count {
      let (entry, length) = try entry(fields, at: position)
      position += length
      guard let entry else { continue }
      // Before it is added: a size may be any number that fits.
      guard entry.size <= limits.total - total else {
        throw ZipEntry.refused("unpacked it is larger than \(limits.total >> 20) MiB")
      }
      total += entry.size
      if found.updateValue(entry, forKey: entry.path) == nil { order.append(entry.path) }
    }
    return order.compactMap { found[$0] }
  }

  private func place() throws -> Place {
    let length = min(file.size, 22 + 65_535)
    guard length >= 22 else { throw ZipFile.broken }
    let start = file.size - length
    let fields = ZipFields(bytes: try file.bytes(at: start, count: length))
    for at in stride(from: length - 22, through: 0, by: -1) where fields.bytes[at] == 0x50 {
      guard try fields.u32(at) == 0x0605_4b50, try at + 22 + fields.u16(at + 20) == length else { continue }
      let place = Place(
        count: try fields.u16(at + 10), size: try fields.u32(at + 12), offset: try fields.u32(at + 16))
      let isLarge = place.count == 0xffff || place.size == 0xffff_ffff || place.offset == 0xffff_ffff
      return isLarge ? try largePlace(before: start + at) ?? place : place
    }
    throw ZipFile.broken
  }

  /// The 64-bit form of the same record, when there is one.
  private func largePlace(before end: Int) throws -> Place? {
    guard end >= 20 else { return nil }
    let locator = ZipFields(bytes: try file.bytes(at: end - 20, count: 20))
    guard try locator.u32(0) == 0x0706_4b50 else { return nil }
    let record = ZipFields(bytes: try file.bytes(at: try locator.u64(8), count: 56))
    guard try record.u32(0) == 0x0606_4b50 else { throw ZipFile.broken }
    return Place(count: try record.u64(32), size: try record.u64(40), offset: try record.u64(48))
  }

  /// - Returns: the entry, `nil` for what is skipped, and the record's length.
  private func entry(_ fields: ZipFields, at start: Int) throws -> (ZipEntry?, Int) {
    guard try fields.u32(start) == 0x0201_4b50 else { throw ZipFile.broken }
    let nameLength = try fields.u16(start + 28)
    let extraLength = try fields.u16(start + 30)
    let length = try 46 + nameLength + extraLength + fields.u16(start + 32)
    guard start + length <= fields.bytes.count else { throw ZipFile.broken }
    let nameBytes = fields.bytes[(start + 46)..<(start + 46 + nameLength)]
    let name =
      String(validating: nameBytes, as: UTF8.self) ?? String(decoding: nameBytes.map(UInt16.init), as: UTF16.self)
    let parts = try ZipEntry.parts(of: name)
    guard let first = parts.first, first != "__MACOSX", parts.last != ".DS_Store" else { return (nil, length) }
    guard try fields.u16(start + 8) & 1 == 0 else { throw ZipEntry.refused("the entry '\(name)' is encrypted") }
    let mode = try mode(fields, at: start)
    var entry = ZipEntry(
      path: parts, kind: try kind(of: name, mode: mode), isExecutable: mode & 0o111 != 0,
      size: try fields.u32(start + 24), compressedSize: try fields.u32(start + 20),
      isDeflated: try isDeflated(fields.u16(start + 10), name), checksum: UInt32(try fields.u32(start + 16)),
      offset: try fields.u32(start + 42))
    let extra = ZipFields(
      bytes: Array(fields.bytes[(start + 46 + nameLength)..<(start + 46 + nameLength + extraLength)]))
    try readLargeNumbers(extra, into: &entry)
    return (entry, length)
  }

  /// The file's mode, when the archive was made on a system that has one; 0 otherwise.
  private func mode(_ fields: ZipFields, at start: Int) throws -> Int {
    let system = try fields.u16(start + 4) >> 8
    return system == 3 || system == 19 ? try fields.u32(start + 38) >> 16 : 0
  }

  private func kind(of name: String, mode: Int) throws -> ZipEntry.Kind {
    switch mode & 0o170000 {
    case 0, 0o100000: return name.hasSuffix("/") ? .folder : .file
    case 0o040000: return .folder
    case 0o120000: return .link
    default: throw ZipEntry.refused("the entry '\(name)' is a device, a pipe or a socket")
    }
  }

  private func isDeflated(_ method: Int, _ name: String) throws -> Bool {
    guard method == 0 || method == 8 else {
      throw ZipEntry.refused("the entry '\(name)' is compressed by a method other than deflate")
    }
    return method == 8
  }

  private func readLargeNumbers(_ extra: ZipFields, into entry: inout ZipEntry) throws {
    var at = 0
    while at + 4 <= extra.bytes.count {
      let (kind, length) = (try extra.u16(at), try extra.u16(at + 2))
      if kind == 1 {
        var next = at + 4
        if entry.size == 0xffff_ffff { (entry.size, next) = (try extra.u64(next), next + 8) }
        if entry.compressedSize == 0xffff_ffff { (entry.compressedSize, next) = (try extra.u64(next), next + 8) }
        if entry.offset == 0xffff_ffff { entry.offset = try extra.u64(next) }
      }
      at += 4 + length
    }
  }
}
