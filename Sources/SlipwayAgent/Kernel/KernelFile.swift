import Foundation

/// One file of the kernel that is read again and again: kept open as long as there is room for it, as that saves the search
/// for its name.
struct KernelFile: ~Copyable {
  private let path: String
  private let descriptor: Int32

  /// - Parameter isKept: its descriptor stays open.
  init(_ path: String, isKept: Bool) {
    self.path = path
    descriptor = isKept ? open(path, O_RDONLY | O_CLOEXEC) : -1
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Reads all of it, as far as there is room.
  /// - Returns: how many bytes; 0 when it is not there any more.
  func read(into buffer: inout [UInt8]) -> Int {
    if descriptor >= 0 { return Self.read(descriptor, into: &buffer) }
    let opened = open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { return 0 }
    defer { close(opened) }
    return Self.read(opened, into: &buffer)
  }

  /// The kernel hands out a page at a time.
  private static func read(_ descriptor: Int32, into buffer: inout [UInt8]) -> Int {
    var filled = 0
    let size = buffer.count
    buffer.withUnsafeMutableBytes { bytes in
      while filled < size, let base = bytes.baseAddress {
        let count = pread(descriptor, base + filled, size - filled, off_t(filled))
        guard count > 0 else { break }
        filled += count
      }
    }
    return filled
  }

  /// A text of any length that is read once; empty when there is none.
  static func whole(_ path: String) -> String {
    guard let handle = FileHandle(forReadingAtPath: path) else { return "" }
    defer { try? handle.close() }
    return String(decoding: (try? handle.readToEnd()) ?? Data(), as: UTF8.self)
  }

  /// A text that is read once.
  static func text(_ path: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    let count = KernelFile(path, isKept: false).read(into: &buffer)
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }
}
