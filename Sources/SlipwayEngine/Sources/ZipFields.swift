/// Little-endian numbers of a zip file's records.
struct ZipFields {
  let bytes: [UInt8]

  func u16(_ at: Int) throws -> Int { try number(at, 2) }
  func u32(_ at: Int) throws -> Int { try number(at, 4) }
  func u64(_ at: Int) throws -> Int { try number(at, 8) }

  private func number(_ at: Int, _ count: Int) throws -> Int {
    guard at >= 0, at + count <= bytes.count else { throw ZipFile.broken }
    var value: UInt64 = 0
    for index in 0..<count { value |= UInt64(bytes[at + index]) << UInt64(8 * index) }
    guard value <= UInt64(Int64.max) else { throw ZipFile.broken }
    return Int(value)
  }
}
