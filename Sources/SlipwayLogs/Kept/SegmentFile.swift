import FoundationEssentials
import Glibc
import SlipwayCore

/// The file of one segment: frames, one behind the other. It only grows; what a crash left half-written at its end is
/// passed over by readers and cut off by whoever writes next. Blocks: for ``BlockingPool``.
struct SegmentFile: Sendable {
  /// Where a whole frame is.
  struct Place: Sendable, Hashable {
    var offset: Int
    var head: LogFrame.Head
    /// The number of its first line in the file, from 0 on.
    var firstLine: Int
  }

  let path: String

  /// The frames that are whole, by their heads; none when there is no file.
  /// - Parameter verifying: whether the last one is read as well: only it can be half there.
  func places(verifying: Bool = true) throws -> [Place] {
    guard let file = try open(O_RDONLY) else { return [] }
    defer { close(file) }
    let size = Int(lseek(file, 0, SEEK_END))
    var places: [Place] = []
    var (offset, line) = (0, 0)
    while offset + LogFrame.Head.size <= size,
      let head = LogFrame.Head(try read(file, at: offset, count: LogFrame.Head.size)),
      offset + LogFrame.Head.size + head.stored <= size
    {
      places.append(Place(offset: offset, head: head, firstLine: line))
      offset += LogFrame.Head.size + head.stored
      line += head.lines
    }
    if verifying, let last = places.last, try !frame(last, file).isWhole { places.removeLast() }
    return places
  }

  /// The lines of a frame.
  func text(of place: Place) throws -> [UInt8] {
    guard let file = try open(O_RDONLY) else { throw SlipwayError.notFound("Log") }
    defer { close(file) }
    let frame = try frame(place, file)
    guard frame.isWhole else { throw SlipwayError(.internal, "A piece of a kept log is damaged.") }
    return try frame.text()
  }

  /// Adds a frame behind those that are whole.
  /// - Parameter end: where the last whole one ends; what is behind it goes.
  /// - Returns: where this one ends.
  func append(_ frame: LogFrame, at end: Int) throws -> Int {
    guard let file = try open(O_RDWR | O_CREAT) else { throw failure("made") }
    defer { close(file) }
    guard ftruncate(file, off_t(end)) == 0 else { throw failure("cut") }
    let data = frame.head.data + frame.body
    var done = 0
    while done < data.count {
      let count = data.withUnsafeBytes { bytes in
        pwrite(file, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(end + done))
      }
      guard count > 0 || errno == EINTR else { throw failure("written") }
      done += max(0, count)
    }
    return end + data.count
  }

  private func frame(_ place: Place, _ file: Int32) throws -> LogFrame {
    LogFrame(
      head: place.head, body: try read(file, at: place.offset + LogFrame.Head.size, count: place.head.stored))
  }

  private func open(_ flags: Int32) throws -> Int32? {
    let file = Glibc.open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if file >= 0 { return file }
    if errno == ENOENT, flags & O_CREAT == 0 { return nil }
    throw failure("opened")
  }

  private func read(_ file: Int32, at offset: Int, count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let found = bytes.withUnsafeMutableBytes { buffer in
        pread(file, buffer.baseAddress.map { $0 + done }, count - done, off_t(offset + done))
      }
      if found < 0, errno == EINTR { continue }
      guard found > 0 else { return Array(bytes.prefix(done)) }
      done += found
    }
    return bytes
  }

  private func failure(_ what: String) -> SlipwayError {
    let reason = String(cString: strerror(errno))
    return SlipwayError(.internal, "The kept log \(path) cannot be \(what): \(reason).")
  }
}

extension SegmentFile.Place {
  var end: Int { offset + LogFrame.Head.size + head.stored }
}
