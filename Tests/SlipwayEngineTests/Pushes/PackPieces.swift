/// A pack as it comes, in small pieces.
actor PackPieces {
  private var rest: ArraySlice<UInt8>
  init(_ bytes: [UInt8]) { rest = bytes[...] }
  func next() -> [UInt8]? {
    defer { rest = rest.dropFirst(100) }
    return rest.isEmpty ? nil : Array(rest.prefix(100))
  }
}
