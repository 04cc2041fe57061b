import Foundation

/// Reads the file of a series while somebody writes it: what is not of the moment that its place stands for is of an earlier
/// round, and is left out.
final class SeriesReader {
  private static let most = 1024
  private let descriptor: Int32
  let terms: SeriesTerms

  /// - Returns: `nil` when there is no such series, or one of another version.
  init?(_ path: String) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    terms = SeriesTerms(Self.bytes(descriptor, at: SeriesTerms.offset, SeriesTerms.size))
    guard descriptor >= 0, Self.bytes(descriptor, at: 0, SeriesLayout.magic.count) == SeriesLayout.magic else {
      return nil
    }
  }

  private static func bytes(_ descriptor: Int32, at offset: Int, _ size: Int) -> [UInt8] {
    var found = [UInt8](repeating: 0, count: size)
    let count = found.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
    return count == size ? found : []
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func read(_ ring: SeriesLayout.Ring, from: Int, through last: Int) -> [Sample] {
    var found: [Sample] = []
    each(ring, from: from, through: last) { found.append($0) }
    return found
  }

  /// Oldest first, a piece of the file at a time.
  func each(_ ring: SeriesLayout.Ring, from: Int, through last: Int, _ body: (Sample) -> Void) {
    var time = max(0, from, last - ring.span + 1) / ring.step * ring.step
    var buffer = [Sample](repeating: Sample(time: 0), count: Self.most)
    while time <= last {
      let start = time / ring.step % ring.slots
      let wanted = min((last - time) / ring.step + 1, ring.slots - start, Self.most)
      let count = buffer.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress, wanted * SeriesLayout.slot, off_t(ring.position(of: time)))
      }
      let whole = max(0, count) / SeriesLayout.slot
      for index in 0..<whole where Int(buffer[index].time) == time + index * ring.step { body(buffer[index]) }
      time += wanted * ring.step
    }
  }
}
