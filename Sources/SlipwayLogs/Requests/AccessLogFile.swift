import Foundation
import Glibc
import SlipwayCore
import SlipwayHost

/// The proxy's access log: the file that is written to, and the one before it. Both together stay within a bound.
package struct AccessLogFile: Sendable, Hashable {
  /// How far it was counted.
  package struct Position: Sendable, Hashable, Codable {
    /// The file, by its number on the disk: the name may be another one's by now.
    var file: UInt64 = 0
    var offset = 0

    package init() {}
  }

  /// When one is put aside.
  package static let limit = 16 << 20
  private static let piece = 1 << 18
  package let path: String
  private var previous: String { path + ".1" }

  package init(path: String) { self.path = path }

  /// Hands on lines that were not counted yet, at most one piece of the file.
  /// - Returns: how far it is counted with them; `nil` when there is nothing new.
  package func read(after position: Position, _ body: (ArraySlice<UInt8>) -> Void) throws -> Position? {
    for name in [previous, path] {
      guard let (file, number) = try open(name) else { continue }
      defer { close(file) }
      // What was put aside is finished first; one from before the last is not gone back to.
      let isKnown = number == position.file
      guard isKnown || name == path else { continue }
      let offset = isKnown ? position.offset : 0
      guard let end = lines(of: file, from: offset, body) else { continue }
      var next = Position()
      (next.file, next.offset) = (number, end)
      return next
    }
    return nil
  }

  /// How large the file is that is written to.
  package var size: Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Whether there is only the one that was put aside.
  var isLeftBehind: Bool {
    var status = stat()
    return stat(path, &status) != 0 && errno == ENOENT && stat(previous, &status) == 0
  }

  /// Puts the file aside, in the place of the one before; whoever writes to it has to be told.
  package func putAside() { rename(path, previous) }

  /// All lines of both files, the oldest first.
  package func forEachLine(_ body: (ArraySlice<UInt8>) throws -> Void) throws {
    for name in [previous, path] {
      guard let (file, _) = try open(name) else { continue }
      defer { close(file) }
      var offset = 0
      var failure: (any Error)?
      while failure == nil,
        let end = lines(
          of: file, from: offset,
          { line in
            do { if failure == nil { try body(line) } } catch { failure = error }
          })
      {
        offset = end
      }
      if let failure { throw failure }
    }
  }

  /// - Returns: behind the last whole line; `nil` when there is none. A line that never ends is passed over.
  private func lines(of file: Int32, from offset: Int, _ body: (ArraySlice<UInt8>) -> Void) -> Int? {
    var bytes = [UInt8](repeating: 0, count: Self.piece)
    let count = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress, Self.piece, off_t(offset)) }
    guard count > 0 else { return nil }
    let found = bytes[..<count]
    guard let last = found.lastIndex(of: 10) else { return count == Self.piece ? offset + count : nil }
    for line in found[..<last].split(separator: 10) { body(line) }
    return offset + last + 1
  }

  private func open(_ name: String) throws -> (file: Int32, number: UInt64)? {
    let file = Glibc.open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw SlipwayError(.internal, "The access log \(name) cannot be read: \(String(cString: strerror(errno))).")
    }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(file)
      throw SlipwayError(.internal, "The access log \(name) is no regular file; remove it, and restart the proxy.")
    }
    return (file, UInt64(status.st_ino))
  }
}
